import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recordRefund, type RefundInput } from '../../src/partners/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import { bringPartners, bringSales, isSound } from './importing.ts';
import { approvedPartner, company } from './partner-company.ts';

const partner = { email: 'ada@example.com' };
const sale: SaleInput = { id: 's-1', partner, amount: '100.00', currency: 'EUR', exchangeRate: '1.0832' };

/** Ada is a partner of `main`, whose currency is the dollar. */
async function office() {
  const { p, db } = await company();
  return { p, db, adaId: await approvedPartner(p, partner.email) };
}

test('a sale in another currency counts at its rate, and keeps what was paid', async () => {
  const { p, db } = await office();
  expect(await recordSale(p, sale)).toMatchObject({ status: 'recorded', amount: 10_832, commission: 2_166 });
  expect(await db.selectFrom('ledger').selectAll().executeTakeFirst()).toMatchObject({
    amount: 10_832,
    original_amount: 10_000,
    original_currency: 'EUR',
    exchange_rate: '1.0832',
  });
  expect(await recordSale(p, sale)).toMatchObject({ status: 'duplicate' });
  expect(await recordSale(p, { ...sale, exchangeRate: '1.09' })).toMatchObject({ status: 'conflict' });
  expect(await isSound(p)).toEqual([]);
});

const conversions: [amount: string, currency: string, rate: string | number, cents: number][] = [
  ['10.00', 'EUR', '1', 1_000],
  ['0.01', 'EUR', '0.5', 1],
  ['10.01', 'EUR', '1.5', 1_502],
  ['10.01', 'eur', 1.4, 1_401],
  ['1000', 'JPY', '0.0067', 670],
  ['1.234', 'KWD', '3.25', 401],
  ['10000000.00', 'EUR', '0.333333333333', 333_333_333],
  ['9999999999.99', 'EUR', '1', 999_999_999_999],
];

test.each(conversions)('%s %s at %s', async (amount, currency, exchangeRate, cents) => {
  const { p } = await office();
  expect(await recordSale(p, { ...sale, amount, currency, exchangeRate })).toMatchObject({ amount: cents });
});

const refusals: [string, Partial<SaleInput>, code: string, message: RegExp][] = [
  [
    'no rate',
    { exchangeRate: undefined as never },
    'wrong-currency',
    /^currency: "EUR" is not .* or say in “exchangeRate” how many USD one EUR is worth/,
  ],
  ['a currency that does not exist', { currency: 'EUX' }, 'wrong-currency', /^currency: "EUX" is not/],
  [
    'a rate for the program’s own currency',
    { currency: 'usd' },
    'bad-rate',
    /is in USD, .* already\. Leave the rate out/,
  ],
  [
    'a rate of zero',
    { exchangeRate: '0.00' },
    'bad-rate',
    /^exchangeRate: "0\.00" is not a decimal number above zero/,
  ],
  ['a negative rate', { exchangeRate: '-1' }, 'bad-rate', /"-1"/],
  ['words', { exchangeRate: 'daily' }, 'bad-rate', /"daily"/],
  ['a rate that JavaScript writes with an exponent', { exchangeRate: 1e-7 }, 'bad-rate', /"1e-7"/],
  ['too many decimals of the rate', { exchangeRate: '1.1234567890123' }, 'bad-rate', /at most 12 decimals/],
  [
    'more decimals than the currency paid has',
    { currency: 'JPY', amount: '1.5' },
    'too-precise',
    /1 decimals, but JPY has 0/,
  ],
  [
    'next to nothing',
    { amount: '0.01', exchangeRate: '0.01' },
    'bad-rate',
    /less than the smallest unit of USD/,
  ],
  ['more than fits', { exchangeRate: '999999999999' }, 'bad-rate', /more than one entry can hold/],
];

test.each(refusals)('refused: %s', async (_name, change, code, message) => {
  const { p, db } = await office();
  expect(await recordSale(p, { ...sale, ...change })).toEqual({
    status: 'refused',
    code,
    message: expect.stringMatching(message),
  });
  expect(await db.selectFrom('ledger').selectAll().execute()).toEqual([]);
});

describe('what is given back', () => {
  test('is in the currency that was paid, at the rate of the sale, to the last unit', async () => {
    const { p, db, adaId } = await office();
    await recordSale(p, { ...sale, amount: '10.01', exchangeRate: '1.5' });
    const refunds: RefundInput[] = [
      { id: 'r-1', sale: 's-1', amount: '0.01', currency: 'EUR' },
      { id: 'r-2', sale: 's-1', amount: '3.33' },
      { id: 'r-3', sale: 's-1', amount: '3.33', chargeback: true },
      { id: 'r-4', sale: 's-1' },
    ];
    const given = [];
    for (const refund of refunds) {
      const result = await recordRefund(p, refund);
      given.push('full' in result ? [result.amount, result.full] : result);
    }
    expect(given).toEqual([
      [2, false],
      [499, false],
      [500, false],
      [501, true],
    ]);
    expect(await readTotals(db, adaId, 'main')).toMatchObject({
      totalSales: 0,
      totalCommission: 0,
      numberOfSales: 0,
    });
    expect(await isSound(p)).toEqual([]);
  });

  test('may be less than the smallest unit, and is still known', async () => {
    const { p } = await office();
    await recordSale(p, { ...sale, amount: '100', currency: 'JPY', exchangeRate: '0.0067' });
    const given = [];
    for (const id of ['a', 'b', 'c']) {
      const result = await recordRefund(p, { id, sale: 's-1', amount: 1 });
      given.push('amount' in result ? result.amount : result);
    }
    expect(given).toEqual([1, 0, 1]);
    expect(await recordRefund(p, { id: 'd', sale: 's-1', amount: 98 })).toMatchObject({
      code: 'more-than-sale',
      message: expect.stringMatching(/only 97 JPY/),
    });
    expect(await isSound(p)).toEqual([]);
  });

  test('is refused in the program’s currency: its rate would be another one', async () => {
    const { p } = await office();
    await recordSale(p, sale);
    expect(await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 1, currency: 'USD' })).toMatchObject({
      code: 'wrong-currency',
      message: expect.stringMatching(/was paid in EUR/),
    });
  });
});

test('an import converts as the webhook does', async () => {
  const { p, db } = await office();
  await bringPartners(p, []);
  const line = { email: partner.email, amount: '100', currency: 'EUR', at: '2025-11-20' };
  expect(
    await bringSales(p, [
      { ...line, id: 'i-1', exchangeRate: '1.0832' },
      { ...line, id: 'i-2' },
    ]),
  ).toMatchObject({
    imported: 1,
    refused: [{ line: 3, reason: expect.stringMatching(/^currency: "EUR" is not/) }],
  });
  expect(await db.selectFrom('ledger').selectAll().executeTakeFirst()).toMatchObject({
    amount: 10_832,
    original_amount: 10_000,
  });
  expect(await isSound(p)).toEqual([]);
});

const damages: [string, string, RegExp][] = [
  [
    'the amount',
    `update ledger set amount = 10831 where external_id = 's-1'`,
    /“s-1” has another amount than its rate comes to$/,
  ],
  [
    'what was given back',
    `update ledger set amount = -1082 where external_id = 'r-1'`,
    /“s-1” has refunds of another amount than its rate/,
  ],
  ['the rate', `update ledger set exchange_rate = null`, /its rate is not known$/],
];

test.each(damages)('found by verify: %s', async (_name, statement, message) => {
  const { p, db } = await office();
  await recordSale(p, sale);
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 10 });
  await sql.raw(statement).execute(db);
  const { findings } = await verifyLedger(p, { released: [p.settings()] });
  expect(findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
});
