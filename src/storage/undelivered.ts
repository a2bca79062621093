import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { OutboxRow } from './outbox.ts';
import { partitionOf } from './partition.ts';
import type { Database } from './schema.ts';

/** Most events in one delivery: a run decides as many in one activation. */
const MAX_ROWS = 200;
/** Most bytes in one delivery (256 KiB), which keeps a signal far below the server's 2 MiB. */
const MAX_BYTES = 256 * 1024;
/** What the CloudEvents envelope adds to a row's data; more than it ever is. */
const ENVELOPE_BYTES = 512;

/** Up to `limit` contacts of the partitions that have something undelivered. */
export async function waitingContacts(
  db: Kysely<Database>,
  partitions: number[],
  limit: number,
): Promise<string[]> {
  if (partitions.length === 0) return [];
  const rows = await db
    .selectFrom('outbox')
    .select('contact_id')
    .distinct()
    .where('delivered_at', 'is', null)
    .where('partition', 'in', partitions)
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** The contact's next rows in the order of their sequence: as many as one delivery may hold, at least one. */
export async function nextRows(db: Kysely<Database>, contactId: string): Promise<OutboxRow[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('delivered_at', 'is', null)
    .where('partition', '=', partitionOf(contactId))
    .where('contact_id', '=', contactId)
    .orderBy('sequence')
    .limit(MAX_ROWS)
    .execute();
  let bytes = 0;
  const fitting = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(row.data) + ENVELOPE_BYTES;
    return bytes > MAX_BYTES && index > 0;
  });
  return fitting === -1 ? rows : rows.slice(0, fitting);
}

/** Marks rows as delivered. */
export async function markDelivered(db: Kysely<Database>, rows: OutboxRow[], now: Instant): Promise<void> {
  const ids = rows.map((row) => row.id);
  await db.updateTable('outbox').set({ delivered_at: now }).where('id', 'in', ids).execute();
}

/** True while any row of any partition is undelivered. */
export async function anyUndelivered(db: Kysely<Database>): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('delivered_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
