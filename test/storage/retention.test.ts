import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { claimKey, keepAnswer } from '../../src/storage/idempotency-keys.ts';
import { forgetOld } from '../../src/storage/retention.ts';
import type { Database } from '../../src/storage/schema.ts';
import type { WebhookDelivery } from '../../src/storage/webhook-deliveries.ts';
import { addContact, temporaryDatabase } from './temporary-database.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);

/** Some deliveries that differ in this, with a number behind their webhook id. */
async function addDeliveries(db: Kysely<Database>, name: string, own: Partial<WebhookDelivery>, count = 1) {
  const row = {
    endpoint: 'crm',
    type: 'sale.recorded',
    body: '{}',
    contact_id: 'c_a',
    created_at: NOW - 200 * DAY,
    status: 'delivered' as const,
    attempts: 1,
    next_at: NOW,
    answer: 200,
    failure: null,
    settled_at: null,
    ...own,
  };
  const rows = Array.from({ length: count }, (_, number) => ({ ...row, webhook_id: `${name}-${number}` }));
  await db.insertInto('webhook_deliveries').values(rows).execute();
}

async function deliveriesIn(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('webhook_deliveries').select('webhook_id').orderBy('id').execute();
  return rows.map(({ webhook_id: id }) => id);
}

test('webhooks go 30 days after they were delivered, 90 after they failed, and those that wait after 90', async () => {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  const [month, quarter] = [NOW - 30 * DAY, NOW - 90 * DAY];
  await addDeliveries(db, 'delivered', { settled_at: month });
  await addDeliveries(db, 'delivered-old', { settled_at: month - 1 });
  await addDeliveries(db, 'failed', { status: 'failed', settled_at: quarter });
  await addDeliveries(db, 'failed-old', { status: 'failed', settled_at: quarter - 1 });
  await addDeliveries(db, 'waiting', { status: 'waiting', created_at: quarter });
  await addDeliveries(db, 'waiting-old', { status: 'waiting', created_at: quarter - 1 });
  await addDeliveries(db, 'mark', { type: 'milestone.reached', settled_at: quarter - 1 });
  await forgetOld(db, NOW);
  expect(await deliveriesIn(db)).toEqual(['delivered-0', 'failed-0', 'waiting-0', 'mark-0']);
});

test('what is more than goes at once goes all the same, by two processes, or not while the stack stops', async () => {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  await addDeliveries(db, 'old', { settled_at: NOW - 31 * DAY }, 2_100);
  await addDeliveries(db, 'new', { settled_at: NOW });
  await forgetOld(db, NOW, () => true);
  expect(await deliveriesIn(db)).toHaveLength(2_101);
  await Promise.all([forgetOld(db, NOW), forgetOld(db, NOW)]);
  expect(await deliveriesIn(db)).toEqual(['new-0']);
});

test('an idempotency key is forgotten when it expires, and counts as new before that, too', async () => {
  const db = await temporaryDatabase();
  const request = { door: '/hooks/sales', key: 'k-1', body: 'one' };
  expect(await claimKey(db, request, NOW)).toBe('claimed');
  await keepAnswer(db, request, 'done');
  expect(await claimKey(db, { ...request, body: 'other' }, NOW + DAY - 1)).toBe('other-body');
  expect(await claimKey(db, { ...request, body: 'other' }, NOW + DAY)).toBe('claimed');
  const keys = () => db.selectFrom('idempotency_keys').select(['key', 'answer']).execute();
  expect(await keys()).toEqual([{ key: 'k-1', answer: null }]);
  await forgetOld(db, NOW + 2 * DAY - 1);
  expect(await keys()).toHaveLength(1);
  await forgetOld(db, NOW + 2 * DAY);
  expect(await keys()).toEqual([]);
});

test('visits, applications and console links go when nothing can come of them any more', async () => {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  for (const [id, age] of [
    ['late', 0],
    ['over', 1],
  ] as const) {
    await db
      .insertInto('link_clicks')
      .values({
        id,
        program: 'main',
        contact_id: 'c_a',
        visitor: 'v',
        clicked_at: 0,
        counts_until: NOW - 90 * DAY - age,
      })
      .execute();
    await db
      .insertInto('console_links')
      .values({
        token_hash: id,
        address: 'kim@example.com',
        expires_at: NOW - 30 * DAY - age,
        consumed_at: null,
      })
      .execute();
    await db
      .insertInto('sign_up_confirmations')
      .values({
        id,
        token_hash: id,
        program: 'main',
        email: 'ada@example.com',
        submitted: '{}',
        consent: null,
        recruited_by: null,
        requested_at: 0,
        expires_at: NOW + 1 - age,
        confirmed_at: null,
        mail_due_at: null,
        mail_attempts: 1,
      })
      .execute();
  }
  await forgetOld(db, NOW);
  expect(await db.selectFrom('link_clicks').select('id').execute()).toEqual([{ id: 'late' }]);
  expect(await db.selectFrom('console_links').select('token_hash').execute()).toEqual([
    { token_hash: 'late' },
  ]);
  expect(await db.selectFrom('sign_up_confirmations').select('id').execute()).toEqual([{ id: 'late' }]);
});
