import { describe, expect, test } from 'vitest';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import type { CommissionRules } from '../../src/program/settings.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const ada = { email: 'ada@example.com' };
const first: SaleInput = { id: 's-1', partner: ada, amount: 100, currency: 'USD', at: START };
const later: SaleInput = { ...first, id: 's-2', kind: 'recurring', firstSale: 's-1' };

/** Ada, in a program in New York where recurring payments earn for a month, and a first sale of hers. */
async function subscription(commission: CommissionRules = { recurringFor: { months: 1 } }) {
  const { p, db, clock } = await company();
  const { programs, ...settings } = p.settings();
  const main = { ...programs['main'], timeZone: 'America/New_York', commission };
  const all = { ...settings, programs: { ...programs, main } as typeof programs };
  const partners: Partners = { ...p, settings: () => all };
  await approvedPartner(partners, ada.email);
  await approvedPartner(partners, 'bob@example.com');
  await recordSale(partners, first);
  // Nothing is recorded before it happens.
  clock.now = Date.UTC(2040, 0, 1);
  return { p: partners, db };
}

const END = Date.parse('2026-02-05T04:00-05:00');
const times: [string, number, commission: number][] = [
  ['a day after it', START + 86_400_000, 2_000],
  ['at the last instant, by the calendar of the program', END, 2_000],
  ['a millisecond later', END + 1, 0],
  ['dated before it', START - 1, 2_000],
];

test.each(times)('a recurring payment %s', async (_name, at, commission) => {
  const { p, db } = await subscription();
  expect(await recordSale(p, { ...later, at })).toMatchObject({ status: 'recorded', commission });
  const row = await db.selectFrom('ledger').selectAll().where('external_id', '=', 's-2').executeTakeFirst();
  expect(row).toMatchObject({ first_sale_source: 'webhook', first_sale_id: 's-1', amount: 10_000 });
  expect((await verifyLedger(p, { released: [p.settings()] })).findings).toEqual([]);
});

test('without the rule a recurring payment names its first sale or not, and earns for ever', async () => {
  const { p } = await subscription({});
  const at = Date.UTC(2040, 0, 1);
  expect(await recordSale(p, { ...later, at })).toMatchObject({ commission: 2_000 });
  const { firstSale: _, ...unlinked } = later;
  expect(await recordSale(p, { ...unlinked, id: 's-3', at })).toMatchObject({ commission: 2_000 });
});

describe('instalments', () => {
  test('are parts of one sale: they earn their percentage whenever they come', async () => {
    const { p } = await subscription();
    const part: SaleInput = { ...later, kind: 'instalment', at: Date.UTC(2040, 0, 1) };
    expect(await recordSale(p, part)).toMatchObject({ commission: 2_000 });
    const { firstSale: _, ...unlinked } = part;
    expect(await recordSale(p, { ...unlinked, id: 's-3' })).toMatchObject({ commission: 2_000 });
  });

  test('a flat commission is earned with the sale and with recurring payments, not with its parts', async () => {
    const { p } = await subscription({ products: { kit: { flat: 500 } } });
    const earned = [];
    for (const kind of ['first', 'recurring', 'instalment'] as const) {
      const result = await recordSale(p, { ...first, id: kind, kind, product: 'kit' });
      earned.push('commission' in result ? result.commission : result.status);
    }
    expect(earned).toEqual([500, 500, 0]);
  });
});

const refusals: [string, Partial<SaleInput>, RegExp][] = [
  ['no such sale', { firstSale: 's-9' }, /^firstSale: no sale “s-9” was recorded.*still on its way/],
  ['a sale of somebody else', { firstSale: 'bobs' }, /^firstSale: “bobs” is not a sale of this partner/],
  [
    'a payment that is not a first sale',
    { firstSale: 'part' },
    /“part” is itself a payment of the kind instalment/,
  ],
  [
    'the id of sales of two other sources',
    { firstSale: 'twice' },
    /several sales, of the sources shop, till/,
  ],
  [
    'a first sale that names another one',
    { kind: 'first' },
    /only recurring payments and instalments have one/,
  ],
];

test.each(refusals)('refused: %s', async (_name, change, message) => {
  const { p, db } = await subscription();
  await recordSale(p, { ...first, id: 'bobs', partner: { email: 'bob@example.com' } });
  await recordSale(p, { ...first, id: 'part', kind: 'instalment' });
  for (const source of ['shop', 'till']) await recordSale(p, { ...first, id: 'twice', source });
  const before = await db.selectFrom('ledger').select('id').execute();
  const result = await recordSale(p, { ...later, ...change });
  expect(result).toEqual({
    status: 'refused',
    code: 'bad-first-sale',
    message: expect.stringMatching(message),
  });
  expect(await db.selectFrom('ledger').select('id').execute()).toEqual(before);
});

test('refused: the program has to know the first sale, and the payment names none; it can be sent again', async () => {
  const { p } = await subscription();
  const { firstSale: _, ...unlinked } = later;
  expect(await recordSale(p, unlinked)).toEqual({
    status: 'refused',
    code: 'bad-first-sale',
    message: expect.stringMatching(/^firstSale: is missing\. In the partner program “main”/),
  });
  expect(await recordSale(p, later)).toMatchObject({ status: 'recorded' });
});

test('verify finds a payment whose first sale is gone', async () => {
  const { p, db } = await subscription();
  await recordSale(p, later);
  await db.deleteFrom('ledger').where('external_id', '=', 's-1').execute();
  const { findings } = await verifyLedger(p, { released: [p.settings()] });
  expect(findings.map(({ message }) => message)).toContain(
    'the payment “s-2” belongs to a first sale “s-1” that is not there',
  );
});
