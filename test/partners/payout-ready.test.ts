import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { contactSnapshot } from '../../src/partners/contact-snapshot.ts';
import { recordDueCommissions } from '../../src/partners/due-commissions.ts';
import { makePayout } from '../../src/partners/payouts/make-payout.ts';
import { recordPayoutReady } from '../../src/partners/payouts/payout-ready.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { snapshotBefore } from '../../src/partners/snapshot-before.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { bringPartners, bringSales, isSound } from './importing.ts';
import { approvedPartner, company, factsOf, START } from './partner-company.ts';
import { DAY } from './payday.ts';

/** Ada and Bob are partners of `main`, which holds commissions of 20 % for 30 days and pays from 50 dollars on. */
async function office() {
  const { p: plain, db, clock } = await company();
  const { programs, ...settings } = plain.settings();
  const rules = {
    commission: { holdFor: { days: 30 }, secondTierBasisPoints: 1_000 },
    payoutThreshold: 5_000,
  };
  const main = { ...programs['main'], ...rules } as PartnerProgram;
  const p = { ...plain, settings: () => ({ ...settings, programs: { ...programs, main } }) };
  const adaId = await approvedPartner(p, 'ada@example.com');
  const bobId = await approvedPartner(p, 'bob@example.com');
  return {
    p,
    db,
    clock,
    main,
    adaId,
    bobId,
    sell: (id: string, amount: number, more: { at?: number; email?: string } = {}) => {
      const { email = 'ada@example.com', ...rest } = more;
      return recordSale(p, { id, partner: { email }, amount, currency: 'USD', ...rest });
    },
    refund: (sale: string, amount?: number) =>
      recordRefund(p, { id: `r-${sale}-${amount}`, sale, ...(amount === undefined ? {} : { amount }) }),
    pay: (batch: string) => makePayout(p, { program: main, batch, by: 'kim@example.com', dryRun: false }),
    /** What the clock brings, as `record-due` has it recorded. */
    tick: async ({ since = START, silent = false, program = main } = {}) => {
      await recordDueCommissions(p, program, since, () => undefined);
      await recordPayoutReady(p, program, { silent, alive: () => undefined });
    },
    /** The facts that changed it, and to what. */
    told: async (contactId = adaId) => {
      const facts = await factsOf(p, contactId);
      return facts.flatMap(({ type, data }) =>
        data.changes
          .filter(({ field }) => field === 'payoutReady')
          .map(({ before, after }) => `${type}: ${String(before)} to ${String(after)}`),
      );
    },
    ready: async (contactId = adaId) => {
      const { enrolments } = await contactSnapshot(p, contactId, ['payoutReady']);
      return enrolments['main']?.['payoutReady'];
    },
  };
}

test('it is true from the commission on with which enough is payable, until it is paid', async () => {
  const { p, clock, adaId, sell, tick, pay, told, ready } = await office();
  for (const id of ['s-1', 's-2', 's-3', 's-4']) await sell(id, 100);
  await tick();
  expect([await ready(), await told()]).toEqual([false, []]);
  clock.now += 30 * DAY;
  await tick();
  // The third of 20 dollars each reaches 50.
  const payable = (await factsOf(p, adaId)).filter(({ type }) => type === 'commission-payable');
  expect(payable.map(({ data }) => data.changes.length)).toEqual([0, 0, 1, 0]);
  expect([await ready(), await told()]).toEqual([true, ['commission-payable: false to true']]);
  await pay('january');
  expect(await ready()).toBe(false);
  expect(await told()).toEqual(['commission-payable: false to true', 'commission-paid: true to false']);
  expect(await isSound(p)).toEqual([]);
});

test('a sale asks nothing and writes nothing for it: it is on hold first', async () => {
  const { p } = await office();
  const queries: string[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries.push(JSON.stringify(node));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const sale = { id: 's-1', partner: { email: 'ada@example.com' }, amount: 100, currency: 'USD' };
  const watched = { ...p, db: p.db.withPlugin(listening) };
  expect(await recordSale(watched, sale)).toMatchObject({ status: 'recorded' });
  expect(queries.filter((query) => query.includes('held_commissions'))).toHaveLength(1);
  expect(queries.filter((query) => /"(payable|payout_ready)"/.test(query))).toEqual([]);
});

describe('a refund', () => {
  test('takes it back once what is left is not enough', async () => {
    const { p, clock, sell, refund, tick, told, ready } = await office();
    await sell('s-1', 300);
    clock.now += 30 * DAY;
    await tick();
    await refund('s-1', 50);
    expect(await ready()).toBe(true);
    await refund('s-1', 1);
    expect(await ready()).toBe(false);
    expect(await told()).toEqual(['commission-payable: false to true', 'sale-refunded: true to false']);
    expect(await isSound(p)).toEqual([]);
  });

  test('of what is on hold counts when its holding period is over', async () => {
    const { p, clock, sell, refund, tick, told } = await office();
    await sell('s-1', 260);
    clock.now += 10 * DAY;
    await sell('s-2', 260);
    clock.now += 20 * DAY;
    await tick();
    await refund('s-2', 130);
    expect(await told()).toEqual(['commission-payable: false to true']);
    clock.now += 10 * DAY;
    await tick();
    expect(await told()).toEqual(['commission-payable: false to true']);
    expect(await isSound(p)).toEqual([]);
  });

  test('of what was paid is owed: the next commission has to make up for it', async () => {
    const { p, clock, sell, refund, tick, pay, told } = await office();
    await sell('s-1', 300);
    clock.now += 30 * DAY;
    await tick();
    await pay('january');
    await refund('s-1', 100);
    await sell('s-2', 300, { at: START });
    await tick();
    expect(await told()).toEqual(['commission-payable: false to true', 'commission-paid: true to false']);
    await sell('s-3', 50, { at: START });
    await tick();
    expect((await told()).slice(2)).toEqual(['commission-payable: false to true']);
    expect(await isSound(p)).toEqual([]);
  });

  test('takes from the second tier, too', async () => {
    const { p, db, clock, adaId, bobId, sell, refund, tick, told } = await office();
    await db.updateTable('enrolments').set({ recruited_by: bobId }).where('contact_id', '=', adaId).execute();
    await sell('s-1', 500);
    clock.now += 30 * DAY;
    await tick();
    await refund('s-1', 100);
    expect(await told(bobId)).toEqual([
      'commission-payable: false to true',
      'second-tier-commission: true to false',
    ]);
    expect(await told(adaId)).toEqual(['commission-payable: false to true']);
    expect(await isSound(p)).toEqual([]);
  });
});

test('what was payable before anybody watched is told, and sets nothing going', async () => {
  const { p, clock, adaId, sell, tick, told, ready } = await office();
  await sell('s-1', 300);
  clock.now += 40 * DAY;
  await tick({ since: clock.now, silent: true });
  expect([await ready(), await told()]).toEqual([true, ['payout-ready-changed: false to true']]);
  expect((await factsOf(p, adaId)).at(-1)?.data).toMatchObject({ silent: true });
  expect(await isSound(p)).toEqual([]);
});

test('another threshold is told at the next tick, once, however many look', async () => {
  const { p, clock, main, adaId, sell, tick, told, ready } = await office();
  await sell('s-1', 300);
  await sell('b-1', 100, { email: 'bob@example.com' });
  clock.now += 30 * DAY;
  await tick();
  const program = { ...main, payoutThreshold: 10_000 };
  await Promise.all([tick({ program }), tick({ program })]);
  await tick({ program });
  expect([await ready(), await told()]).toEqual([
    false,
    ['commission-payable: false to true', 'payout-ready-changed: true to false'],
  ]);
  const last = (await factsOf(p, adaId)).at(-1);
  expect(last).toMatchObject({ type: 'payout-ready-changed', time: clock.now });
  expect(last?.data).not.toHaveProperty('silent');
  expect(await isSound(p)).toEqual([]);
});

test('a run that starts late sees it as it was before its event', async () => {
  const { p, clock, adaId, sell, tick, pay } = await office();
  await sell('s-1', 300);
  clock.now += 30 * DAY;
  await tick();
  const sequence = (await factsOf(p, adaId)).length;
  await pay('january');
  const seen = async (before: number) =>
    (await snapshotBefore(p, adaId, ['payoutReady'], before)).enrolments['main'];
  expect(await seen(sequence)).toEqual({ payoutReady: false });
  expect(await seen(sequence + 1)).toEqual({ payoutReady: true });
  expect(await seen(sequence + 2)).toEqual({ payoutReady: false });
});

test('sales that are brought along count, and set nothing going', async () => {
  const { p, main, told, tick } = await office();
  const brought = async (records: Record<string, string>[]) => {
    expect((await bringSales(p, records, { program: main })).refused).toEqual([]);
  };
  await bringPartners(p, [{ email: 'cleo@example.com', status: 'approved' }]);
  const { contact_id: cleoId } = await p.db
    .selectFrom('enrolments')
    .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
    .where('email', '=', 'cleo@example.com')
    .select('contact_id')
    .executeTakeFirstOrThrow();
  const sale = { email: 'cleo@example.com', currency: 'USD', amount: '200.00', at: '2025-06-01T09:00:00Z' };
  await brought([
    { ...sale, id: 'old', amount: '900.00', paid: 'yes' },
    { ...sale, id: 'new', amount: '900.00', at: '2026-01-04T09:00:00Z' },
    { ...sale, id: 'a' },
  ]);
  expect(await told(cleoId)).toEqual([]);
  await brought([{ ...sale, id: 'b' }]);
  await tick();
  expect(await told(cleoId)).toEqual(['imported: false to true']);
  expect(await isSound(p)).toEqual([]);
});
