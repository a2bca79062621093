import { expect, test } from 'vitest';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { TOTAL_COLUMNS } from '../../src/partners/totals.ts';
import { keptTotals } from '../../src/storage/migrations/0014-kept-totals.ts';
import { approvedPartner, company } from './partner-company.ts';
import { readTotals } from './read-totals.ts';

test('a database from before the totals were kept gets those that its rows sum up to', async () => {
  const { p, db } = await company();
  const ada = await approvedPartner(p, 'ada@example.com');
  const bob = await approvedPartner(p, 'bob@example.com');
  const eve = await approvedPartner(p, 'eve@example.com', 'japan');
  const sale = { partner: { contactId: ada }, currency: 'USD' };
  await recordSale(p, { ...sale, id: 's-1', amount: 400, at: 2_000 });
  await recordSale(p, { ...sale, id: 's-2', amount: 100, at: 1_000 });
  await recordSale(p, { ...sale, id: 's-3', amount: 50, at: 3_000, kind: 'recurring' });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 1 });
  await recordRefund(p, { id: 'r-2', sale: 's-2', chargeback: true });
  await recordRefund(p, { id: 'r-3', sale: 's-3' });
  await recordCorrection(p, { ...sale, id: 't-1', total: 900 }, { by: 'kim@example.com' });
  await recordSale(p, { id: 'j-1', partner: { contactId: eve }, amount: 5000, currency: 'JPY' });
  const before = await readTotals(db, ada, 'main');
  expect(before).toMatchObject({
    totalSales: 90_000,
    numberOfSales: 1,
    firstSaleAt: 1_000,
    lastSaleAt: 3_000,
  });

  for (const column of TOTAL_COLUMNS) await db.schema.alterTable('enrolments').dropColumn(column).execute();
  await keptTotals.up(db);

  expect(await readTotals(db, ada, 'main')).toEqual(before);
  expect(await readTotals(db, eve, 'japan')).toMatchObject({ totalSales: 5000, numberOfSales: 1 });
  expect(await readTotals(db, bob, 'main')).toMatchObject({ totalSales: 0, firstSaleAt: null });
});
