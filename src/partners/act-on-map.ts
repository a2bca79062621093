import type { Transaction } from 'kysely';
import type { Cause, MapFact } from '../program/events.ts';
import type { MapAction } from '../program/step-types.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { onceForCause } from './once-for-cause.ts';
import type { Partners } from './partners.ts';

/** The fact that each action is recorded as. */
export const MAP_FACTS: Readonly<Record<MapAction, MapFact>> = {
  add: 'added',
  remove: 'removed',
  pause: 'paused',
  resume: 'resumed',
};

/**
 * Records for a step what it does to the contact's place in another map, once for its place.
 * @throws when the contact does not exist.
 */
export async function actOnMap(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, action, map, cause }: { contactId: string; action: MapAction; map: string; cause: Cause },
): Promise<void> {
  const event = await onceForCause(trx, contactId, cause, p.now());
  if (!event) return;
  const data = { map, by: cause.map, changes: [], cause };
  await appendEvent(trx, { ...event, type: MAP_FACTS[action], data });
}
