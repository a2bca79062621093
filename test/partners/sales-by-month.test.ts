import { expect, test } from 'vitest';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { salesByMonth } from '../../src/partners/sales-by-month.ts';
import { approvedPartner, company } from './partner-company.ts';

test('the latest twelve months by the clock of the partner, with refunds where they happened', async () => {
  const { p, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const sell = (id: string, at: string, amount: number) =>
    recordSale(p, { id, partner: { contactId }, amount, currency: 'USD', at: Date.parse(at) });
  clock.now = Date.parse('2026-01-31T22:30:00Z');
  await sell('too-old', '2025-01-31T12:00:00Z', 1_000);
  await sell('first', '2025-01-31T23:30:00Z', 100);
  await sell('s-1', '2025-11-05T12:00:00Z', 30);
  await sell('s-2', '2025-11-30T22:59:59Z', 20);
  await sell('s-3', '2025-11-30T23:00:00Z', 7);
  await sell('s-4', '2026-01-31T22:00:00Z', 5);
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 12, at: Date.parse('2025-12-05T12:00:00Z') });

  const months = await salesByMonth(p, { contactId, program: 'main', timeZone: 'Europe/Berlin' });
  expect(months).toHaveLength(12);
  expect(months[0]?.start).toBe(Date.parse('2025-01-31T23:00:00Z'));
  expect(months.map(({ amount }) => amount)).toEqual([10_000, 0, 0, 0, 0, 0, 0, 0, 0, 5_000, -500, 500]);
  expect(months.map(({ sales }) => sales)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 1]);
});
