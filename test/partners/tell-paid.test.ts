import { expect, test } from 'vitest';
import { bringPartners, bringSales, isSound } from './importing.ts';
import { factsOf } from './partner-company.ts';
import { DAY, payday } from './payday.ts';

test('each partner who is paid is told once, with what they get', async () => {
  const { p, db, clock, adaId, bobId, sell, pay } = await payday();
  await sell('s-1', 100);
  await sell('s-2', 100);
  await sell('b-1', 49.95, 'bob');
  clock.now += 40 * DAY;
  expect(await pay('rehearsed', { dryRun: true })).toMatchObject({ status: 'made' });
  await pay('january');
  await pay('january');
  clock.now += DAY;
  await pay('february');
  const paid = async (contactId: string) =>
    (await factsOf(p, contactId)).filter(({ type }) => type === 'commission-paid');
  const at = clock.now - DAY;
  expect(await paid(adaId)).toEqual([
    {
      type: 'commission-paid',
      time: at,
      source: '/payouts/main',
      data: { payout: { batch: 'january', amount: 4_000, at }, program: 'main', changes: [] },
    },
  ]);
  expect(await paid(bobId)).toEqual([]);
  expect(await isSound(p)).toEqual([]);
  await db.updateTable('ledger').set({ commission: 1_999 }).where('external_id', '=', 's-2').execute();
  expect((await isSound(p)).map(({ message }) => message)).toContain(
    'the payout “january” comes to 39.99 USD by the rows, and 40.00 USD by what was told',
  );
});

test('sales that come in while thousands are paid wait for it, and spoil nothing', async () => {
  const { p, db, clock, sell, pay } = await payday();
  const emails = Array.from({ length: 1_200 }, (_, number) => `p${number}@example.com`);
  await bringPartners(
    p,
    emails.map((email) => ({ email, status: 'approved' })),
  );
  const at = '2025-06-01T09:00:00Z';
  await bringSales(
    p,
    emails.map((email, number) => ({ id: `i-${number}`, email, amount: '100.00', at })),
  );
  clock.now += 40 * DAY;
  const [made, ...sales] = await Promise.all([
    pay('all'),
    ...Array.from({ length: 40 }, (_, number) => sell(`s-${number}`, 100, `p${number}`)),
  ]);
  expect(made).toMatchObject({ status: 'made', payout: { partners: { length: 1_200 } } });
  expect(sales.map(({ status }) => status)).toEqual(sales.map(() => 'recorded'));
  const told = await db
    .selectFrom('outbox')
    .select(['contact_id', 'event_id'])
    .where('type', '=', 'commission-paid')
    .execute();
  expect(new Set(told.map(({ contact_id: id }) => id)).size).toBe(1_200);
  expect(told).toHaveLength(1_200);
  expect(await isSound(p)).toEqual([]);
});
