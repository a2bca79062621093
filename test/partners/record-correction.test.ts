import { describe, expect, test } from 'vitest';
import { recordCorrection, type CorrectionInput } from '../../src/partners/record-correction.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { approvedPartner, company, factsOf, START } from './partner-company.ts';

const HOUR = 3_600_000;
const partner = { email: 'ada@example.com' };
const correction: CorrectionInput = { id: 't-1', partner, total: '5100.00', currency: 'USD' };
const stated = { by: 'kim@example.com' };

/** Ada, who has sold for 400 dollars. */
async function ada() {
  const parts = await company();
  const id = await approvedPartner(parts.p, partner.email);
  await recordSale(parts.p, { id: 's-1', partner, amount: 400, currency: 'USD' });
  return { ...parts, id };
}

test('a new total is a row of the difference, and a fact with who stated it', async () => {
  const { p, db, id } = await ada();
  expect(await recordCorrection(p, { ...correction, at: START - HOUR }, stated)).toEqual({
    status: 'recorded',
    contactId: id,
    program: 'main',
    total: 510_000,
    difference: 470_000,
  });
  const row = await db
    .selectFrom('ledger')
    .selectAll()
    .where('entry_type', '=', 'correction')
    .executeTakeFirst();
  expect(row).toMatchObject({ amount: 470_000, commission: 0, sale_id: null, occurred_at: START - HOUR });
  expect((await factsOf(p, id)).at(-1)).toEqual({
    type: 'totals-corrected',
    time: START - HOUR,
    source: '/sales/webhook',
    data: {
      by: 'kim@example.com',
      program: 'main',
      changes: [{ field: 'totalSales', before: 40_000, after: 510_000 }],
    },
  });
});

test('number of sales, commission and the times of sales stay', async () => {
  const { p, db, id } = await ada();
  const before = await readTotals(db, id, 'main');
  await recordCorrection(p, correction, stated);
  expect(await readTotals(db, id, 'main')).toEqual({ ...before, totalSales: 510_000 });
});

test('sales and refunds after it add to it and take from it; a total may fall, to nothing even', async () => {
  const { p, db, id } = await ada();
  await recordCorrection(p, correction, stated);
  await recordSale(p, { id: 's-2', partner, amount: 100, currency: 'USD' });
  await recordRefund(p, { id: 'r-1', sale: 's-1' });
  expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 480_000, numberOfSales: 1 });
  expect(await recordCorrection(p, { ...correction, id: 't-2', total: 0 }, stated)).toMatchObject({
    total: 0,
    difference: -480_000,
  });
  expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 0, numberOfSales: 1 });
});

test('a total that is so already is recorded, and changes nothing', async () => {
  const { p, id } = await ada();
  expect(await recordCorrection(p, { ...correction, total: 400 }, stated)).toMatchObject({ difference: 0 });
  expect((await factsOf(p, id)).at(-1)?.data.changes).toEqual([]);
});

test('the same id again counts once; with another total it is a conflict, also where a sale has it', async () => {
  const { p, db, id } = await ada();
  await recordCorrection(p, correction, stated);
  expect(await recordCorrection(p, correction, stated)).toMatchObject({ status: 'duplicate' });
  expect(await recordCorrection(p, { ...correction, total: 1 }, stated)).toMatchObject({
    status: 'conflict',
  });
  expect(await recordCorrection(p, { ...correction, id: 's-1' }, stated)).toMatchObject({
    status: 'conflict',
  });
  expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 510_000 });
});

describe('the order of totals', () => {
  test('one of before the latest is refused, one of the same instant is not', async () => {
    const { p, db, id } = await ada();
    await recordCorrection(p, { ...correction, at: START }, stated);
    const early = { ...correction, id: 't-2', total: 1, at: START - 1 };
    expect(await recordCorrection(p, early, stated)).toEqual({
      status: 'refused',
      code: 'out-of-order',
      message: expect.stringContaining('at: 2026-01-05T08:59:59.999Z is before 2026-01-05T09:00:00.000Z'),
    });
    expect(await recordCorrection(p, { ...early, at: START }, stated)).toMatchObject({ status: 'recorded' });
    expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 100 });
  });

  test('is by when it was true, not by when it arrived, and the statement may say when', async () => {
    const { p, clock } = await ada();
    await recordCorrection(p, correction, { ...stated, at: START - 2 * HOUR });
    clock.now += HOUR;
    const late = { ...correction, id: 't-2', at: START - HOUR };
    expect(await recordCorrection(p, late, stated)).toMatchObject({ status: 'recorded' });
    expect(await recordCorrection(p, { ...correction, id: 't-3' }, stated)).toMatchObject({
      status: 'recorded',
    });
  });

  test('of one partner and program is no business of others', async () => {
    const { p } = await ada();
    await approvedPartner(p, 'bob@example.com');
    await approvedPartner(p, partner.email, 'japan');
    const at = START - HOUR;
    await recordCorrection(p, { ...correction, program: 'main' }, stated);
    const others = [
      { ...correction, id: 't-2', partner: { email: 'bob@example.com' }, at },
      { ...correction, id: 't-3', program: 'japan', total: 5100, currency: 'JPY', at },
    ];
    for (const other of others)
      expect(await recordCorrection(p, other, stated)).toMatchObject({ status: 'recorded' });
  });
});

const refusals: [string, Partial<CorrectionInput>, code: string, message: RegExp][] = [
  [
    'nobody has the address',
    { partner: { email: 'eve@example.com' } },
    'unknown-partner',
    /^partner\.email: nobody/,
  ],
  ['a program that does not exist', { program: 'mian' }, 'unknown-program', /Use one of: japan, main/],
  ['another currency', { currency: 'EUR' }, 'wrong-currency', /in USD/],
  ['more decimals than the currency has', { total: '1.005' }, 'too-precise', /^total: 1\.005 has 3 decimals/],
  ['less than nothing', { total: -1 }, 'negative', /^total: -1 is below zero/],
  ['words', { total: 'a lot' }, 'bad-amount', /^total: "a lot" is not a decimal number/],
  ['more than anybody sells', { total: '10000000000000.01' }, 'bad-amount', /in minor units\?/],
  ['a time of next week', { at: START + 7 * 24 * HOUR }, 'out-of-order', /in the future.*Check the clock/],
];

test.each(refusals)('refused: %s', async (_name, change, code, message) => {
  const { p, db, id } = await ada();
  const result = await recordCorrection(p, { ...correction, ...change }, stated);
  expect(result).toEqual({ status: 'refused', code, message: expect.stringMatching(message) });
  expect('message' in result && result.message).not.toContain('@');
  expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 40_000 });
  // What was refused may be sent again, mended, under its own id.
  expect(await recordCorrection(p, correction, stated)).toMatchObject({ status: 'recorded' });
});
