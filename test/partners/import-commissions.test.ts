import { expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { bringPartners, bringSales, isSound, programOf } from './importing.ts';
import { approvedPartner, company } from './partner-company.ts';

const ada = { email: 'ada@example.com' };
const sale = { id: 's-1', email: ada.email, amount: '400.00', at: '2025-11-20T10:00:00Z' };

test('partners say who brought them, by address or code: a member, or a line before', async () => {
  const { p, db } = await company();
  const adaId = await approvedPartner(p, 'ada@example.com');
  const result = await bringPartners(p, [
    { email: 'bob@example.com', referralCode: 'B0B', recruitedBy: 'ADA@example.com' },
    { email: 'carl@example.com', recruitedBy: 'bob' },
    { email: 'dan@example.com', recruitedBy: 'dan@example.com' },
    { email: 'eve@example.com', recruitedBy: 'N0NE' },
  ]);
  expect(result).toMatchObject({ imported: 2 });
  expect(result.refused).toEqual(
    [4, 5].map((line) => ({ line, reason: expect.stringMatching(/^recruitedBy: nobody of this program/) })),
  );
  const bobId = (await findContact(p, 'bob@example.com'))?.id;
  const rows = await db.selectFrom('enrolments').select('recruited_by').orderBy('applied_at').execute();
  expect(new Set(rows.map((row) => row.recruited_by))).toEqual(new Set([null, adaId, bobId]));
});

test('sales name their first sale where the rules ask for it: one of the ledger, or a line before', async () => {
  const { p, db } = await company();
  await bringPartners(p, [ada, { email: 'bob@example.com' }]);
  const program: PartnerProgram = { ...programOf(p), commission: { recurringFor: { months: 6 } } };
  await recordSale(p, { id: 's-0', partner: { email: 'bob@example.com' }, amount: 1, currency: 'USD' });
  const later = { ...sale, kind: 'recurring', firstSale: 's-1' };
  const result = await bringSales(
    p,
    [
      sale,
      { ...later, id: 's-2', at: '2026-01-04' },
      { ...later, id: 's-3', at: '2025-05-21' },
      { ...later, id: 's-4', firstSale: 's-0' },
      { ...later, id: 's-5', firstSale: '' },
      { ...later, id: 's-6', firstSale: '', commission: '3.00' },
      { ...later, id: 's-7', firstSale: 's-2' },
      { ...sale, id: 's-8', firstSale: 's-1' },
    ],
    { program },
  );
  expect(result).toMatchObject({ imported: 4 });
  expect(result.refused.map(({ line, reason }) => [line, reason.slice(0, 40)])).toEqual([
    [5, 'firstSale: this partner has no sale of t'],
    [6, 'firstSale: the program’s rules need the '],
    [8, 'firstSale: this partner has no sale of t'],
    [9, 'firstSale: only recurring payments and i'],
  ]);
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where('source', '=', 'import')
    .orderBy('id')
    .execute();
  expect(rows.map((row) => [row.external_id, row.commission, row.first_sale_id])).toEqual([
    ['s-1', 8_000, null],
    ['s-2', 8_000, 's-1'],
    ['s-3', 8_000, 's-1'],
    ['s-6', 300, null],
  ]);
  expect(await isSound(p)).toEqual([]);
});
