import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import type { MailKey } from './message-id.ts';

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

/** A mail that did not reach some of its recipients, and never will. */
export interface Bounce {
  key: MailKey;
  /** The email's name. */
  email: string;
  /** The addresses that do not work. */
  addresses: readonly string[];
  /** The contact's own, where the mail was for them. */
  contactAddress: string | undefined;
  /** What the mail server said, without addresses. */
  reason: string;
  now: Instant;
}

/**
 * Nothing is sent to these addresses any more, because a mail server said that they do not work. Where the contact's
 * own is one of them, and was not known as such, their run learns of it.
 */
export async function recordBounce(trx: Transaction<Database>, bounce: Bounce): Promise<void> {
  const { key, email, addresses, contactAddress, reason, now } = bounce;
  if (addresses.length === 0) return;
  const fresh = await trx
    .insertInto('suppressions')
    .values(addresses.map((address) => ({ address: address.toLowerCase(), reason, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('address')
    .execute();
  if (!fresh.some(({ address }) => address === contactAddress?.toLowerCase())) return;
  await appendEvent(trx, {
    contactId: key.contactId,
    source: '/mail',
    eventId: `${key.contactId}/${key.map}/${key.entry}/${key.index}/${now}`,
    type: 'email-bounced',
    time: now,
    data: { email, reason, changes: [] },
    now,
  });
}
