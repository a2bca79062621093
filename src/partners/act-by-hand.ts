import type { Door } from '../program/events.ts';
import type { MapAction } from '../program/step-types.ts';
import { appendEvent } from '../storage/outbox.ts';
import { transact } from '../storage/transact.ts';
import { MAP_FACTS } from './act-on-map.ts';
import { findContact } from './find-contact.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** What somebody does to a contact's place in a map. */
export interface HandAction {
  /** Contact id or email address. */
  contact: string;
  action: MapAction;
  /** Only `pause` and `resume` do without: then they are meant for all maps. */
  map?: string;
  /** `add`: the step to stand at; without it the map's `added` triggers decide. */
  at?: string;
  /** Who does it: the email address of a person. */
  by: string;
  via?: Door;
}

/** `recorded`: the contact's run learns of it, and decides what it means. */
export type HandResult =
  { status: 'recorded'; contactId: string } | { status: 'unknown-contact'; message: string };

/** What is said of a contact who is not there. */
export const UNKNOWN_CONTACT = {
  status: 'unknown-contact',
  message: 'There is no contact with this id or email address. Check the spelling.',
} as const;

/** Records what somebody does by hand; the map and the step have been looked up by whoever calls. */
export async function actByHand(partners: Partners, action: HandAction): Promise<HandResult> {
  const p = atOneInstant(partners);
  const found = await findContact(p, action.contact);
  if (!found) return UNKNOWN_CONTACT;
  const event = {
    contactId: found.id,
    source: '/by-hand',
    eventId: p.randomId(),
    time: p.now(),
    now: p.now(),
  };
  await transact(p.db, (trx) => appendEvent(trx, { ...event, ...factOf(action) }));
  return { status: 'recorded', contactId: found.id };
}

function factOf({ action, map, at, by, via }: HandAction) {
  const who = { by, ...(via === undefined ? {} : { via }) };
  if (map !== undefined)
    return {
      type: MAP_FACTS[action],
      data: { map, ...who, ...(at === undefined ? {} : { at }), changes: [] },
    };
  const type = action === 'pause' ? ('paused' as const) : ('resumed' as const);
  return { type, data: { ...who, changes: [] } };
}
