import { expect, test } from 'vitest';
import { recordRefund, type RefundInput } from '../../src/partners/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, company, factsOf, signUp, START } from './partner-company.ts';

const sale: SaleInput = {
  id: 's-1',
  partner: { email: 'ada@example.com' },
  amount: '1100.00',
  currency: 'USD',
};
const refund: RefundInput = { id: 'r-1', sale: 's-1' };

test('a sale: ledger row, commission and fact, with the totals before and after', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const at = START - 3_600_000;
  const result = await recordSale(p, { ...sale, amount: '1100.03', product: 'starter-kit', at });
  expect(result).toEqual({
    status: 'recorded',
    contactId: id,
    program: 'main',
    amount: 110_003,
    commission: 22_001,
  });
  expect(await db.selectFrom('ledger').selectAll().executeTakeFirst()).toMatchObject({
    contact_id: id,
    entry_type: 'sale',
    source: 'webhook',
    external_id: 's-1',
    sale_kind: 'first',
    occurred_at: at,
    recorded_at: START,
  });
  expect((await factsOf(p, id)).at(-1)).toEqual({
    type: 'sale-recorded',
    time: at,
    source: '/sales/webhook',
    data: {
      sale: { id: 's-1', amount: 110_003, kind: 'first', product: 'starter-kit', at },
      commission: { amount: 22_001 },
      program: 'main',
      changes: [
        { field: 'totalSales', before: 0, after: 110_003 },
        { field: 'numberOfSales', before: 0, after: 1 },
        { field: 'totalCommission', before: 0, after: 22_001 },
        { field: 'firstSaleAt', before: null, after: at },
        { field: 'lastSaleAt', before: null, after: at },
      ],
    },
  });
});

test('the same sale ten times, at once and through two processes, counts once', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await company(location), await company(location)];
  const id = await approvedPartner(one.p, 'ada@example.com');
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, i) => recordSale([one.p, two.p][i % 2] ?? one.p, sale)),
  );
  expect(results.map((result) => result.status).sort()).toEqual([
    ...Array.from({ length: 9 }, () => 'duplicate'),
    'recorded',
  ]);
  expect(await readTotals(one.db, id, 'main')).toMatchObject({ totalSales: 110_000, numberOfSales: 1 });
  expect((await factsOf(one.p, id)).filter((fact) => fact.type === 'sale-recorded')).toHaveLength(1);
});

const repetitions: [string, SaleInput, string][] = [
  ['the same body', sale, 'duplicate'],
  ['the same id from another source', { ...sale, source: 'shop' }, 'recorded'],
  ['another amount', { ...sale, amount: '1100.01' }, 'conflict'],
  ['another partner', { ...sale, partner: { email: 'bob@example.com' } }, 'conflict'],
  ['another kind', { ...sale, kind: 'recurring' }, 'conflict'],
];

test.each(repetitions)('the id again, with %s', async (_name, again, status) => {
  const { p } = await company();
  await approvedPartner(p, 'ada@example.com');
  await recordSale(p, sale);
  expect(await recordSale(p, again)).toMatchObject({ status });
});

test('kinds: recurring payments and instalments add money, not a sale', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  for (const kind of ['first', 'recurring', 'instalment'] as const) {
    await recordSale(p, { ...sale, id: kind, kind, amount: 10 });
  }
  expect(await readTotals(db, id, 'main')).toMatchObject({
    totalSales: 3_000,
    numberOfSales: 1,
    totalCommission: 600,
  });
});

test('sales of an applicant count in the totals and earn no commission', async () => {
  const { p } = await company();
  const id = await signUp(p, 'ada@example.com');
  expect(await recordSale(p, sale)).toMatchObject({ status: 'recorded', commission: 0 });
  const fact = (await factsOf(p, id)).at(-1);
  expect(fact?.data).not.toHaveProperty('commission');
  expect(fact?.data.changes.map((change) => change.field)).not.toContain('totalCommission');
});

test('the partner by referral code, as somebody may type it, and a currency without decimals', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com', 'japan');
  await db.updateTable('enrolments').set({ referral_code: '10ABCDEF' }).execute();
  const typed = { ...sale, partner: { referralCode: ' ioabcdef' }, currency: 'jpy', amount: 1100 };
  expect(await recordSale(p, typed)).toMatchObject({
    contactId: id,
    program: 'japan',
    amount: 1_100,
    commission: 110,
  });
});

const refusals: [string, Partial<SaleInput>, code: string, message: RegExp][] = [
  [
    'nobody has the address',
    { partner: { email: 'eve@example.com' } },
    'unknown-partner',
    /^partner\.email: nobody/,
  ],
  [
    'nobody has the code',
    { partner: { referralCode: 'NONE' } },
    'unknown-partner',
    /^partner\.referralCode: nobody/,
  ],
  ['nobody has the id', { partner: { contactId: 'c_x' } }, 'unknown-partner', /^partner\.contactId: nobody/],
  ['the partner is not in the program', { program: 'japan' }, 'unknown-partner', /program “japan”/],
  [
    'a program that does not exist',
    { program: 'mian' },
    'unknown-program',
    /“mian”\. Use one of: japan, main/,
  ],
  [
    'a partner of two programs',
    { partner: { email: 'two@example.com' } },
    'unknown-program',
    /\(japan, main\)/,
  ],
  ['another currency', { currency: 'EUR' }, 'wrong-currency', /^currency: "EUR".*in USD/],
  [
    'more decimals than the currency has',
    { amount: '10.001' },
    'too-precise',
    /has 3 decimals, but USD has 2/,
  ],
  ['a number with too many decimals', { amount: 0.1 + 0.2 }, 'too-precise', /17 decimals/],
  ['a negative amount', { amount: '-5' }, 'negative', /^amount: -5 is not above zero.*send a refund/],
  ['zero', { amount: 0 }, 'negative', /not above zero/],
  ['words', { amount: 'a lot' }, 'bad-amount', /^amount: "a lot" is not a decimal number/],
  ['a thousands separator', { amount: '1,100.00' }, 'bad-amount', /"1,100\.00"/],
  ['nothing', { amount: '' }, 'bad-amount', /not a decimal number/],
  ['no number', { amount: Number.NaN }, 'bad-amount', /"NaN"/],
  ['far too much', { amount: 1e21 }, 'bad-amount', /not a decimal number|cannot be recorded/],
  ['more than fits', { amount: '10000000000.01' }, 'bad-amount', /more than 10000000000\.00 USD/],
];

test.each(refusals)('refused: %s', async (_name, change, code, message) => {
  const { p, db } = await company();
  await approvedPartner(p, 'ada@example.com');
  await approvedPartner(p, 'two@example.com', 'main');
  await signUp(p, 'two@example.com', 'japan');
  const facts = await db.selectFrom('outbox').selectAll().execute();
  const result = await recordSale(p, { ...sale, ...change });
  expect(result).toEqual({ status: 'refused', code, message: expect.stringMatching(message) });
  expect('message' in result && result.message).not.toContain('@');
  expect(await db.selectFrom('ledger').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual(facts);
  // What was refused may be sent again, mended, under its own id.
  expect(await recordSale(p, sale)).toMatchObject({ status: 'recorded' });
});

test('a refund in part: money and commission go back in proportion, the sale still counts', async () => {
  const { p } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, sale);
  const result = await recordRefund(p, { ...refund, amount: '100' });
  expect(result).toMatchObject({
    status: 'recorded',
    contactId: id,
    amount: 10_000,
    commission: 2_000,
    full: false,
  });
  expect((await factsOf(p, id)).at(-1)).toMatchObject({
    type: 'sale-refunded',
    data: {
      sale: { id: 's-1', amount: 110_000, kind: 'first', at: START },
      refund: { amount: 10_000, full: false },
      changes: [
        { field: 'totalSales', before: 110_000, after: 100_000 },
        { field: 'totalCommission', before: 22_000, after: 20_000 },
      ],
    },
  });
});

test('the refund of all that is left takes back exactly what is left', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, { ...sale, amount: '0.07' });
  for (const r of ['a', 'b', 'c']) await recordRefund(p, { ...refund, id: r, amount: '0.01' });
  expect(await recordRefund(p, refund)).toMatchObject({ amount: 4, full: true });
  expect(await readTotals(db, id, 'main')).toEqual({
    totalSales: 0,
    numberOfSales: 0,
    totalCommission: 0,
    firstSaleAt: START,
    lastSaleAt: START,
  });
});

test('a refund may come more than once, and an id belongs to one sale or refund', async () => {
  const { p } = await company();
  await approvedPartner(p, 'ada@example.com');
  await recordSale(p, sale);
  const partly = { ...refund, amount: 10 };
  expect(await recordRefund(p, partly)).toMatchObject({ status: 'recorded' });
  expect(await recordRefund(p, partly)).toMatchObject({ status: 'duplicate' });
  expect(await recordRefund(p, { ...partly, amount: 11 })).toMatchObject({ status: 'conflict' });
  expect(await recordRefund(p, { id: 's-1', sale: 's-1' })).toMatchObject({ status: 'conflict' });
});

const refundRefusals: [string, Partial<RefundInput>, code: string, message: RegExp][] = [
  ['no such sale', { sale: 's-9' }, 'unknown-sale', /no sale “s-9” was recorded.*still on its way/],
  [
    'more than is left',
    { amount: 1_000.01 },
    'more-than-sale',
    /only 1000\.00 USD of the sale “s-1” is left/,
  ],
  ['another currency', { currency: 'EUR' }, 'wrong-currency', /in USD/],
  ['too many decimals', { amount: '1.001' }, 'too-precise', /3 decimals/],
  ['a negative amount', { amount: -1 }, 'negative', /not above zero/],
  ['words', { amount: 'all' }, 'bad-amount', /"all"/],
  [
    'another program',
    { program: 'japan' },
    'unknown-sale',
    /belongs to the partner program “main”, not to “japan”/,
  ],
  ['another partner', { partner: { email: 'bob@example.com' } }, 'unknown-sale', /not made by this partner/],
  ['a partner nobody knows', { partner: { email: 'eve@example.com' } }, 'unknown-partner', /nobody/],
  [
    'an id of sales of two other sources',
    { sale: 's-2' },
    'unknown-sale',
    /several sales, of the sources shop, till/,
  ],
];

test.each(refundRefusals)('refund refused: %s', async (_name, change, code, message) => {
  const { p } = await company();
  await approvedPartner(p, 'ada@example.com');
  await approvedPartner(p, 'bob@example.com');
  await recordSale(p, sale);
  for (const source of ['shop', 'till']) await recordSale(p, { ...sale, id: 's-2', source });
  await recordRefund(p, { ...refund, id: 'r-0', amount: 100 });
  const result = await recordRefund(p, { ...refund, ...change });
  expect(result).toEqual({ status: 'refused', code, message: expect.stringMatching(message) });
});

test('a sale that is wholly refunded has nothing left to refund', async () => {
  const { p } = await company();
  await approvedPartner(p, 'ada@example.com');
  await recordSale(p, sale);
  await recordRefund(p, refund);
  for (const amount of [undefined, 1]) {
    const again = { ...refund, id: `again-${amount}`, ...(amount === undefined ? {} : { amount }) };
    expect(await recordRefund(p, again)).toMatchObject({
      code: 'more-than-sale',
      message: expect.stringMatching(/wholly refunded/),
    });
  }
});

test('a refund by hand finds the sale of another source, and the sale of its own source first', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, sale);
  expect(await recordRefund(p, { ...refund, source: 'cli', amount: 100 })).toMatchObject({
    status: 'recorded',
  });
  await recordSale(p, { ...sale, source: 'shop', amount: 50 });
  const own = await recordRefund(p, { ...refund, source: 'shop' });
  expect(own).toMatchObject({ status: 'recorded', amount: 5_000, full: true });
  expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 100_000, numberOfSales: 1 });
});
