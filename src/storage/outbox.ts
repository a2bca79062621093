import type { Insertable, Selectable, Transaction } from 'kysely';
import type { ContactEvent, FactType } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { partitionOf } from './partition.ts';
import type { Database } from './schema.ts';

/** A fact about a contact, as stored; `data` is the JSON of a ContactEvent's `data`. */
export type OutboxRow = Selectable<Database['outbox']>;

/** A fact to append. `source` and `eventId` together are unique; `time` is when it happened. */
export type NewEvent = {
  [T in FactType]: {
    contactId: string;
    source: string;
    eventId: string;
    type: T;
    time: Instant;
    data: Extract<ContactEvent, { type: T }>['data'];
    now: Instant;
  };
}[FactType];

/**
 * Appends a fact to the outbox in the transaction that commits what it tells of, under the contact's
 * next sequence number. Counting up on the contact's row also makes writers of one contact queue up.
 * @throws when the contact is unknown, or when (source, eventId) has been appended before.
 */
export async function appendEvent(
  trx: Transaction<Database>,
  event: NewEvent,
): Promise<{ sequence: number }> {
  const sequences = await appendEvents(trx, [event]);
  return { sequence: sequences.get(event.contactId) ?? 0 };
}

/** The same for facts about as many contacts, from one to a thousand; answers their numbers by contact id. */
export async function appendEvents(
  trx: Transaction<Database>,
  events: readonly NewEvent[],
): Promise<ReadonlyMap<string, number>> {
  const contactIds = events.map(({ contactId }) => contactId);
  const contacts = await trx
    .updateTable('contacts')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('id', 'in', contactIds)
    .returning(['id', 'sequence'])
    .execute();
  const sequences = new Map(contacts.map(({ id, sequence }) => [id, sequence]));
  await trx
    .insertInto('outbox')
    .values(events.map((event) => rowOf(event, sequences.get(event.contactId))))
    .execute();
  return sequences;
}

function rowOf(event: NewEvent, sequence: number | undefined): Insertable<Database['outbox']> {
  if (sequence === undefined) throw new Error(`There is no contact ${event.contactId}.`);
  return {
    contact_id: event.contactId,
    sequence,
    source: event.source,
    event_id: event.eventId,
    type: event.type,
    time: event.time,
    data: JSON.stringify(event.data),
    partition: partitionOf(event.contactId),
    recorded_at: event.now,
    delivered_at: null,
  };
}

/** Whether a fact lies in the outbox already, by what names it once. */
export async function isRecorded(
  trx: Transaction<Database>,
  source: string,
  eventId: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('outbox')
    .select('id')
    .where('source', '=', source)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row !== undefined;
}
