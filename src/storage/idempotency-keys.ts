import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';
import { transact } from './transact.ts';

/** How long a key is remembered, in milliseconds: a day, in which whoever sends it has given up trying. */
const REMEMBERED_MS = 24 * 60 * 60_000;
/** Longer than any answer takes. */
const LEASE_MS = 60_000;

/** A request that may come again. */
export interface KeyedRequest {
  door: string;
  key: string;
  body: string;
}

/** What becomes of it: it is the first and has to be answered; or why not, with the answer that was given. */
export type Claim = 'claimed' | 'in-flight' | 'other-body' | { answer: string };

/** Claims a key for the answer to come. One that has expired counts as new. */
export function claimKey(db: Kysely<Database>, request: KeyedRequest, now: Instant): Promise<Claim> {
  const { door, key, body } = request;
  const body_hash = createHash('sha256').update(body).digest('hex');
  const lease = { lease_until: now + LEASE_MS, expires_at: now + REMEMBERED_MS };
  return transact(db, async (trx): Promise<Claim> => {
    const known = await trx
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('door', '=', door)
      .where('key', '=', key)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (known && known.body_hash !== body_hash) return 'other-body';
    if (known && known.answer !== null) return { answer: known.answer };
    if (known && known.lease_until > now) return 'in-flight';
    const claim = { body_hash, answer: null, ...lease };
    await trx
      .insertInto('idempotency_keys')
      .values({ door, key, ...claim })
      .onConflict((c) => c.columns(['door', 'key']).doUpdateSet(claim))
      .execute();
    return 'claimed';
  });
}

/** Keeps what was answered, for whoever sends the request again. */
export async function keepAnswer(
  db: Kysely<Database>,
  { door, key }: KeyedRequest,
  answer: string,
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ answer })
    .where('door', '=', door)
    .where('key', '=', key)
    .execute();
}

/** Lets a key be claimed anew, after a mistake of ours. */
export async function freeKey(db: Kysely<Database>, { door, key }: KeyedRequest): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('door', '=', door).where('key', '=', key).execute();
}
