import type { Transaction } from 'kysely';
import type { Cause } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { lockContact } from '../storage/lock-contact.ts';
import { isRecorded } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';

const SOURCE = '/maps';

/** How a fact that a step brought about is known in the outbox. */
export interface CausedEvent {
  contactId: string;
  source: string;
  eventId: string;
  time: Instant;
  now: Instant;
}

/**
 * How the fact that this place brings about is to be known; undefined when it is recorded. Entries are never reused, so
 * (contact, map, entry) names it.
 */
export async function onceForCause(
  trx: Transaction<Database>,
  contactId: string,
  { map, entry }: Cause,
  now: Instant,
): Promise<CausedEvent | undefined> {
  const eventId = `${contactId}/${map}/${entry}`;
  await lockContact(trx, contactId);
  return (await isRecorded(trx, SOURCE, eventId))
    ? undefined
    : { contactId, source: SOURCE, eventId, time: now, now };
}
