import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordDueCommissions } from '../../src/partners/due-commissions.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import type { CommissionRules } from '../../src/program/settings.ts';
import { approvedPartner, company, factsOf, signUp, START } from './partner-company.ts';

const DAY = 86_400_000;
const sale: SaleInput = {
  id: 's-1',
  partner: { email: 'bob@example.com' },
  amount: '99.99',
  currency: 'USD',
};

/** Ada has brought Bob, and earns 5 % of what he sells; both are partners of `main`. */
async function tiers(commission: CommissionRules = { secondTierBasisPoints: 500 }) {
  const { p, db, clock } = await company();
  const { programs, ...settings } = p.settings();
  const main = { ...programs['main'], commission };
  const all = { ...settings, programs: { ...programs, main } as typeof programs };
  const partners: Partners = { ...p, settings: () => all };
  const adaId = await approvedPartner(partners, 'ada@example.com');
  const bobId = await approvedPartner(partners, 'bob@example.com');
  await recruit(partners, bobId, adaId);
  return { p: partners, db, clock, adaId, bobId };
}

async function recruit({ db }: Partners, contactId: string, by: string): Promise<void> {
  await db
    .updateTable('enrolments')
    .set({ recruited_by: by })
    .where('contact_id', '=', contactId)
    .where('program', '=', 'main')
    .execute();
}

test('whoever brought a partner earns a percentage of their sales, and has sold nothing', async () => {
  const { p, db, adaId, bobId } = await tiers();
  expect(await recordSale(p, { ...sale, product: 'kit' })).toMatchObject({
    contactId: bobId,
    commission: 2_000,
  });
  expect(await readTotals(db, adaId, 'main')).toMatchObject({
    totalSales: 0,
    numberOfSales: 0,
    totalCommission: 500,
    firstSaleAt: null,
  });
  expect((await factsOf(p, adaId)).at(-1)).toEqual({
    type: 'second-tier-commission',
    time: START,
    source: '/sales/second-tier/webhook',
    data: {
      sale: { id: 's-1', amount: 9_999, kind: 'first', product: 'kit', at: START },
      commission: { amount: 500 },
      program: 'main',
      changes: [{ field: 'totalCommission', before: 0, after: 500 }],
    },
  });
  expect((await verifyLedger(p, { released: [p.settings()] })).findings).toEqual([]);
});

test('the same sale and the same refund again change nothing', async () => {
  const { p, adaId } = await tiers();
  for (const _ of [1, 2]) await recordSale(p, sale);
  for (const _ of [1, 2]) await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 50 });
  const facts = await factsOf(p, adaId);
  expect(facts.filter(({ type }) => type === 'second-tier-commission')).toHaveLength(2);
});

test('two who brought each other sell at once: neither waits for the other for ever', async () => {
  const { p, db, adaId, bobId } = await tiers();
  await recruit(p, adaId, bobId);
  const sales = [adaId, bobId].flatMap((contactId) =>
    Array.from({ length: 10 }, (_, count) => ({
      ...sale,
      id: `${contactId}-${count}`,
      partner: { contactId },
    })),
  );
  const results = await Promise.all(sales.map((one) => recordSale(p, one)));
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['recorded']));
  for (const id of [adaId, bobId])
    expect(await readTotals(db, id, 'main')).toMatchObject({ numberOfSales: 10, totalCommission: 25_000 });
  expect((await verifyLedger(p, { released: [p.settings()] })).findings).toEqual([]);
});

test('refunds take it back in proportion, to the last cent', async () => {
  const { p, db, adaId } = await tiers();
  await recordSale(p, sale);
  const totals = [];
  for (const [id, amount] of Object.entries({ a: '0.01', b: '33.33', c: '33.33', d: undefined })) {
    await recordRefund(p, { id, sale: 's-1', ...(amount === undefined ? {} : { amount }) });
    totals.push((await readTotals(db, adaId, 'main')).totalCommission);
  }
  expect(totals).toEqual([500, 334, 167, 0]);
  expect((await verifyLedger(p, { released: [p.settings()] })).findings).toEqual([]);
});

test('it becomes payable with the commission of the sale, with what refunds have left', async () => {
  const { p, clock, adaId, bobId } = await tiers({ secondTierBasisPoints: 500, holdFor: { days: 30 } });
  const program = p.settings().programs['main'];
  if (!program) throw new Error('There is no program.');
  await recordSale(p, sale);
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: '50' });
  clock.now += 30 * DAY;
  expect(await recordDueCommissions(p, program, START, () => undefined)).toBe(2);
  const [ada, bob] = [await factsOf(p, adaId), await factsOf(p, bobId)];
  expect(bob.at(-1)).toMatchObject({ type: 'commission-payable', data: { commission: { amount: 1_000 } } });
  expect(ada.at(-1)).toMatchObject({
    type: 'commission-payable',
    time: clock.now,
    data: {
      sale: { id: 's-1', amount: 9_999 },
      commission: { amount: 250, secondTier: true },
      changes: [{ field: 'payoutReady', before: false, after: true }],
    },
  });
  expect((await verifyLedger(p, { released: [p.settings()] })).findings).toEqual([]);
});

const nothing: [
  string,
  CommissionRules | undefined,
  prepare?: (p: Partners, bobId: string) => Promise<unknown>,
][] = [
  ['the program has no second tier', {}],
  [
    'the sale earns its partner nothing',
    { secondTierBasisPoints: 500, products: { kit: { basisPoints: 0 } } },
  ],
  ['the share is below half a cent', { secondTierBasisPoints: 1, products: { kit: { flat: 1 } } }],
  [
    'the recruiter is suspended',
    undefined,
    ({ db }) =>
      db.updateTable('enrolments').set({ status: 'suspended' }).where('recruited_by', 'is', null).execute(),
  ],
  [
    'the recruiter is a partner of another program only',
    undefined,
    async (p, bobId) => recruit(p, bobId, await approvedPartner(p, 'eve@example.com', 'japan')),
  ],
  [
    'the recruiter has only applied',
    undefined,
    async (p, bobId) => recruit(p, bobId, await signUp(p, 'eve@example.com')),
  ],
];

test.each(nothing)('no second tier: %s', async (_name, rules, prepare) => {
  const { p, db, bobId } = await tiers(rules);
  await prepare?.(p, bobId);
  expect(await recordSale(p, { ...sale, product: 'kit', amount: '0.40' })).toMatchObject({
    status: 'recorded',
  });
  expect(await db.selectFrom('ledger').select('entry_type').execute()).toEqual([{ entry_type: 'sale' }]);
});

const damages: [string, string, RegExp][] = [
  [
    'more is taken back than refunds justify',
    `update ledger set commission = -400 where external_id = 'r-1' and entry_type = 'second-tier'`,
    /lost 400 minor units by refunds, which by the rules is 250$/,
  ],
  [
    'the seller earns it',
    `update ledger set contact_id = (select contact_id from ledger where entry_type = 'sale') where entry_type = 'second-tier'`,
    /went to the partner who made it$/,
  ],
  [
    'the sale earned nothing',
    `update ledger set commission = 0 where entry_type = 'sale'`,
    /the sale earned its partner nothing$/,
  ],
  [
    'the sale is gone',
    `delete from ledger where entry_type = 'sale'`,
    /“s-1” is on a sale that is not there$/,
  ],
  [
    'the figure differs from what was told',
    `update ledger set commission = 501 where entry_type = 'second-tier' and commission = 500`,
    /^the second-tier “s-1” was told with another amount/,
  ],
];

test.each(damages)('found by verify: %s', async (_name, statement, message) => {
  const { p, db } = await tiers();
  await recordSale(p, sale);
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 50 });
  await sql.raw(statement).execute(db);
  const { findings } = await verifyLedger(p, { released: [p.settings()] });
  expect(findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
});
