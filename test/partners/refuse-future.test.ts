import { expect, test } from 'vitest';
import { recordCustomEvent } from '../../src/partners/record-custom-event.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { approvedPartner, company } from './partner-company.ts';

const HOUR = 3_600_000;
const partner = { email: 'ada@example.com' };

test('what is said to happen later than tomorrow is refused, and a clock may run ahead by a day', async () => {
  const { p, db } = await company();
  await approvedPartner(p, partner.email);
  const sale = { partner, amount: 100, currency: 'USD' };
  const [tomorrow, later] = [p.now() + 24 * HOUR, p.now() + 25 * HOUR];
  expect(await recordSale(p, { ...sale, id: 's-1', at: tomorrow })).toMatchObject({ status: 'recorded' });
  const refused = { status: 'refused', code: 'in-future', message: expect.stringMatching(/^at: .* clock/) };
  expect(await recordSale(p, { ...sale, id: 's-2', at: later })).toMatchObject(refused);
  expect(await recordRefund(p, { id: 'r-1', sale: 's-1', at: later })).toMatchObject(refused);
  expect(await recordCustomEvent(p, { id: 'e-1', type: 'trained', partner, at: later })).toMatchObject(
    refused,
  );
  const rows = await db.selectFrom('ledger').select('external_id').execute();
  expect(rows).toEqual([{ external_id: 's-1' }]);
});
