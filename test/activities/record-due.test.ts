import { describe, expect, test } from 'vitest';
import { recordDue } from '../../activities/record-due.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import type { DateDoor, FallingDue } from '../../src/program/due.ts';
import type { DateMatch } from '../../src/program/program.ts';
import type { CommissionRules, Settings } from '../../src/program/settings.ts';
import { approvedPartner, company, factsOf, signUp, START } from '../partners/partner-company.ts';

const DAY = 86_400_000;
const SALE: Omit<SaleInput, 'id'> = {
  partner: { email: 'ada@example.com' },
  amount: '100.00',
  currency: 'USD',
};

/** A company of which `main` holds commissions by these rules, and what its maps are waiting for. */
async function office(
  due: Partial<FallingDue>,
  commission?: CommissionRules,
  fields?: NonNullable<Settings['fields']>,
) {
  const { p, db, clock } = await company();
  const { programs, ...settings } = p.settings();
  const main = { ...programs['main'], timeZone: 'Europe/London', ...(commission ? { commission } : {}) };
  const partners = {
    ...p,
    settings: () => ({
      ...settings,
      programs: { ...programs, main } as typeof programs,
      ...(fields ? { fields } : {}),
    }),
  };
  const falling: FallingDue = { doors: [], programs: [], ...due };
  // It sends no mail.
  const ports = { partners, falling: () => Promise.resolve(falling) } as ActivityPorts;
  return { p: partners, db, clock, falling, run: () => recordDue(ports, () => undefined) };
}

/** What the contact was told of by the clock. */
async function told(p: Parameters<typeof factsOf>[0], contactId: string) {
  const facts = await factsOf(p, contactId);
  return facts.filter(({ source }) => /^\/(commissions|dates)\//.test(source));
}

describe('commissions become payable', () => {
  const HELD = { holdFor: { months: 1 } };

  test('at the end of the holding period, counted from the sale, once', async () => {
    const { p, clock, run } = await office({ programs: ['main'] }, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    await run();
    const at = START - 2 * DAY;
    await recordSale(p, { ...SALE, id: 's-1', product: 'kit', at });
    const end = Date.parse('2026-02-03T09:00Z');
    clock.now = end - 1;
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
    clock.now = end;
    expect(await run()).toEqual({ commissions: 1, dates: 0 });
    expect(await told(p, id)).toEqual([
      {
        type: 'commission-payable',
        time: end,
        source: '/commissions/webhook',
        data: {
          sale: { id: 's-1', amount: 10_000, kind: 'first', product: 'kit', at },
          commission: { amount: 2_000 },
          program: 'main',
          changes: [{ field: 'payoutReady', before: false, after: true }],
        },
      },
    ]);
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
  });

  test.each([
    ['what is left after a refund in part', '25.00', [1_500]],
    ['nothing, after a refund of all', undefined, []],
  ])('%s', async (_what, amount, left) => {
    const { p, clock, run } = await office({ programs: ['main'] }, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    await run();
    await recordSale(p, { ...SALE, id: 's-1' });
    await recordRefund(p, { id: 'r-1', sale: 's-1', ...(amount ? { amount } : {}) });
    clock.now += 40 * DAY;
    await run();
    expect((await told(p, id)).map(({ data }) => data)).toMatchObject(
      left.map((minor) => ({ commission: { amount: minor } })),
    );
  });

  test('at once where the sale was recorded late, or nothing is held', async () => {
    const { p, run } = await office({ programs: ['main', 'japan'] }, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    await approvedPartner(p, 'ada@example.com', 'japan');
    await run();
    await recordSale(p, { ...SALE, id: 'late', program: 'main', at: START - 90 * DAY });
    await recordSale(p, { ...SALE, id: 'free', program: 'japan', amount: 100, currency: 'JPY' });
    // Both are recorded in the very millisecond in which the watch began: they are not older than it.
    expect(await run()).toEqual({ commissions: 2, dates: 0 });
    expect(await told(p, id)).toHaveLength(2);
  });

  test('not those that fell due before anybody listened', async () => {
    const { p, db, clock, falling, run } = await office({}, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    await recordSale(p, { ...SALE, id: 'old' });
    clock.now += 40 * DAY;
    await recordSale(p, { ...SALE, id: 'new' });
    clock.now += DAY;
    falling.programs = ['main'];
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
    clock.now += 40 * DAY;
    expect(await run()).toEqual({ commissions: 1, dates: 0 });
    expect((await told(p, id)).map(({ data }) => data)).toMatchObject([{ sale: { id: 'new' } }]);
    expect(await db.selectFrom('held_commissions').selectAll().execute()).toEqual([]);
  });

  test('what is enough for a payout is news, but not where it was so before anybody watched', async () => {
    const { p, clock, falling, run } = await office({}, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    const ready = async () =>
      (await factsOf(p, id)).flatMap(({ type, data }) =>
        data.changes.flatMap(({ field, after }) =>
          field === 'payoutReady' ? [{ type, after, silent: 'silent' in data }] : [],
        ),
      );
    await recordSale(p, { ...SALE, id: 'old' });
    clock.now += 40 * DAY;
    falling.programs = ['main'];
    await run();
    const before = [{ type: 'payout-ready-changed', after: true, silent: true }];
    expect(await ready()).toEqual(before);
    await recordRefund(p, { id: 'r-1', sale: 'old' });
    await recordSale(p, { ...SALE, id: 'new' });
    clock.now += 40 * DAY;
    await run();
    expect((await ready()).slice(1)).toEqual([
      { type: 'sale-refunded', after: false, silent: false },
      { type: 'commission-payable', after: true, silent: false },
    ]);
  });

  test('each once, also when two attempts run at once', async () => {
    const { p, clock, run } = await office({ programs: ['main'] }, HELD);
    const id = await approvedPartner(p, 'ada@example.com');
    await run();
    for (let count = 1; count <= 20; count += 1) await recordSale(p, { ...SALE, id: `s-${count}` });
    clock.now += 40 * DAY;
    const both = await Promise.all([run(), run()]);
    expect(both.reduce((sum, { commissions }) => sum + commissions, 0)).toBe(20);
    expect(await told(p, id)).toHaveLength(20);
  });
});

describe('dates are reached', () => {
  const doorOn = (date: Omit<DateMatch, 'door'>): DateDoor => ({
    map: 'care',
    program: 'main',
    date: { door: 'trigger/due', ...date },
  });
  const SINCE = doorOn({ on: { field: 'since' }, at: '09:00' });

  /** Somebody who gave a date when they signed up. */
  async function person(p: Parameters<typeof signUp>[0], email: string, since: unknown, zone?: string) {
    const id = await signUp(p, email);
    const fields = JSON.stringify({ since });
    await p.db
      .updateTable('contacts')
      .set({ fields, time_zone: zone ?? null })
      .where('id', '=', id)
      .execute();
    return id;
  }

  test('by the clock of each contact, once', async () => {
    const { p, clock, run } = await office({ doors: [SINCE] });
    const ada = await person(p, 'ada@example.com', '2026-06-24');
    const lee = await person(p, 'lee@example.com', '2026-06-24', 'Asia/Tokyo');
    await run();
    const tokyo = Date.parse('2026-06-24T00:00Z');
    clock.now = tokyo;
    expect(await run()).toEqual({ commissions: 0, dates: 1 });
    expect(await told(p, lee)).toEqual([
      {
        type: 'date-reached',
        time: tokyo,
        source: '/dates/care',
        data: { map: 'care', door: 'trigger/due', date: '2026-06-24', changes: [] },
      },
    ]);
    clock.now = Date.parse('2026-06-24T09:00+01:00');
    expect(await run()).toEqual({ commissions: 0, dates: 1 });
    expect(await told(p, ada)).toHaveLength(1);
    clock.now += DAY;
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
  });

  test.each([
    ['nothing', null],
    ['no date', 'soon'],
    ['no such date', '2026-02-30'],
  ])('never for who has %s there', async (_what, since) => {
    const { p, clock, run } = await office({ doors: [SINCE] });
    await person(p, 'ada@example.com', since);
    await run();
    clock.now += 365 * DAY;
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
  });

  test('by the default of the field for who has no date of their own', async () => {
    const { p, clock, run } = await office({ doors: [SINCE] }, undefined, {
      since: { type: 'date', default: '2026-06-24' },
    });
    const ada = await person(p, 'ada@example.com', null);
    await run();
    clock.now = Date.parse('2026-06-25T00:00Z');
    expect(await run()).toEqual({ commissions: 0, dates: 1 });
    expect(await told(p, ada)).toHaveLength(1);
  });

  test('after standing still: all of the last 31 days', async () => {
    const { p, clock, run } = await office({ doors: [SINCE] });
    const early = await person(p, 'ada@example.com', '2026-06-01');
    const late = await person(p, 'lee@example.com', '2026-06-02');
    await run();
    clock.now = Date.parse('2026-07-03T00:00Z');
    expect(await run()).toEqual({ commissions: 0, dates: 1 });
    expect([await told(p, early), await told(p, late)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('for a door that is new, or has come back, from then on', async () => {
    const { p, clock, falling, run } = await office({ doors: [SINCE] });
    await person(p, 'ada@example.com', '2026-06-24');
    await run();
    falling.doors = [];
    await run();
    clock.now = Date.parse('2026-06-25T00:00Z');
    falling.doors = [SINCE];
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
    clock.now += DAY;
    expect(await run()).toEqual({ commissions: 0, dates: 0 });
  });

  test('for everybody where the date is fixed, and every year where it comes again', async () => {
    const fixed = doorOn({ on: { date: '2024-02-29' }, at: '00:00', every: 'year' });
    const { p, clock, run } = await office({ doors: [fixed] });
    const ada = await signUp(p, 'ada@example.com');
    await signUp(p, 'lee@example.com');
    await run();
    const found: string[] = [];
    for (const year of [2026, 2027, 2028]) {
      clock.now = Date.parse(`${year}-03-01T00:00Z`);
      expect(await run()).toEqual({ commissions: 0, dates: 2 });
      found.push(...(await told(p, ada)).slice(-1).map(({ data }) => (data as { date: string }).date));
    }
    expect(found).toEqual(['2026-02-28', '2027-02-28', '2028-02-29']);
  });

  test('for an instant of the enrolment: the day on which it fell', async () => {
    const yearly = doorOn({ on: { field: 'approvedAt' }, at: '00:00', every: 'year' });
    const { p, clock, run } = await office({ doors: [yearly] });
    const ada = await approvedPartner(p, 'ada@example.com');
    await signUp(p, 'lee@example.com');
    await run();
    clock.now = Date.parse('2027-01-06T00:00Z');
    expect(await run()).toEqual({ commissions: 0, dates: 1 });
    expect((await told(p, ada)).map(({ data }) => data)).toMatchObject([{ date: '2027-01-05' }]);
  });

  test('each once, also when two attempts run at once', async () => {
    const { p, clock, run } = await office({ doors: [SINCE] });
    for (const name of ['a', 'b', 'c', 'd']) await person(p, `${name}@example.com`, '2026-06-24');
    await run();
    clock.now = Date.parse('2026-06-25T00:00Z');
    const both = await Promise.all([run(), run()]);
    expect(both.reduce((sum, { dates }) => sum + dates, 0)).toBe(4);
  });
});
