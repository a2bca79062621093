import { expect, test } from 'vitest';
import { ledgerPage } from '../../src/partners/ledger-page.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { isSound } from './importing.ts';
import { approvedPartner, company, factsOf } from './partner-company.ts';

/** Ada has sold for 100 dollars. */
async function sold() {
  const { p, db } = await company();
  const adaId = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, { id: 's-1', partner: { contactId: adaId }, amount: 100, currency: 'USD' });
  return { p, db, adaId };
}

test('a chargeback is a refund in all but name', async () => {
  const { p, db, adaId } = await sold();
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 30 });
  const chargeback = { id: 'c-1', sale: 's-1', chargeback: true };
  expect(await recordRefund(p, { ...chargeback, amount: 20 })).toMatchObject({
    commission: 400,
    full: false,
  });
  expect((await factsOf(p, adaId)).at(-1)).toMatchObject({
    type: 'sale-refunded',
    data: { refund: { amount: 2_000, full: false, chargeback: true } },
  });
  expect(await readTotals(db, adaId, 'main')).toMatchObject({ totalSales: 5_000, totalCommission: 1_000 });
  const { lines } = await ledgerPage(p, { contactId: adaId, program: 'main', take: 3 });
  expect(lines.map(({ type, commissionLeft }) => [type, commissionLeft])).toEqual([
    ['chargeback', 0],
    ['refund', 0],
    ['sale', 1_000],
  ]);
  expect(await recordRefund(p, { ...chargeback, id: 'c-2', amount: '50.01' })).toMatchObject({
    code: 'more-than-sale',
  });
  expect(await recordRefund(p, { ...chargeback, id: 'c-3' })).toMatchObject({ amount: 5_000, full: true });
  expect(await recordRefund(p, { id: 'r-2', sale: 's-1' })).toMatchObject({ code: 'more-than-sale' });
  expect(await readTotals(db, adaId, 'main')).toMatchObject({
    totalSales: 0,
    numberOfSales: 0,
    totalCommission: 0,
  });
  const rows = await db.selectFrom('ledger').select(['entry_type', 'external_id']).orderBy('id').execute();
  expect(rows.map((row) => `${row.entry_type} ${row.external_id}`)).toEqual([
    'sale s-1',
    'refund r-1',
    'chargeback c-1',
    'chargeback c-3',
  ]);
  expect(await isSound(p)).toEqual([]);
});

test('the same chargeback again counts once, and is not a refund of that id', async () => {
  const { p } = await sold();
  const chargeback = { id: 'c-1', sale: 's-1', amount: 20, chargeback: true };
  expect(await recordRefund(p, chargeback)).toMatchObject({ status: 'recorded' });
  expect(await recordRefund(p, chargeback)).toMatchObject({ status: 'duplicate' });
  expect(await recordRefund(p, { id: 'c-1', sale: 's-1', amount: 20 })).toMatchObject({ status: 'conflict' });
});

test('verify finds a chargeback that was told as a refund', async () => {
  const { p, db } = await sold();
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 30 });
  await db.updateTable('ledger').set({ entry_type: 'chargeback' }).where('external_id', '=', 'r-1').execute();
  expect((await isSound(p)).map(({ check }) => check)).toEqual(['event']);
});
