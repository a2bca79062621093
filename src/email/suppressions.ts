import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';

/** Those of some addresses, in lower case, to which nothing is sent any more. */
export async function suppressedAmong(
  db: Kysely<Database>,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const lower = addresses.map((address) => address.toLowerCase());
  const rows = await db.selectFrom('suppressions').where('address', 'in', lower).select('address').execute();
  return new Set(rows.map(({ address }) => address));
}

/** Sends to an address again; answers why and since when nothing was sent to it, or undefined where it was not so. */
export async function allowAgain(
  db: Kysely<Database>,
  address: string,
): Promise<{ reason: string; since: Instant } | undefined> {
  const row = await db
    .deleteFrom('suppressions')
    .where('address', '=', address.trim().toLowerCase())
    .returning(['reason', 'created_at'])
    .executeTakeFirst();
  return row && { reason: row.reason, since: row.created_at };
}

/** A mail that did not reach some of its recipients, and never will. */
export interface Bounce {
  /** The contact that has one of the addresses; absent where nobody does. */
  contact?: { id: string; email: string };
  /** Unique among what happened to mails. */
  eventId: string;
  /** The email's name; empty where nobody knows which it was. */
  email: string;
  /** The addresses that do not work. */
  addresses: readonly string[];
  /** What the mail server said, without addresses. */
  reason: string;
  /** When it happened. */
  time: Instant;
  now: Instant;
}

/**
 * Nothing is sent to these addresses any more, because a mail server said that they do not work. Where the contact's
 * own is one of them, and was not known as such, their run learns of it.
 */
export async function recordBounce(trx: Transaction<Database>, bounce: Bounce): Promise<void> {
  const { contact, eventId, email, addresses, reason, time, now } = bounce;
  if (addresses.length === 0) return;
  const fresh = await trx
    .insertInto('suppressions')
    .values(addresses.map((address) => ({ address: address.toLowerCase(), reason, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('address')
    .execute();
  if (!contact || !fresh.some(({ address }) => address === contact.email.toLowerCase())) return;
  await appendEvent(trx, {
    contactId: contact.id,
    source: '/mail',
    eventId,
    type: 'email-bounced',
    time,
    data: { email, reason, changes: [] },
    now,
  });
}
