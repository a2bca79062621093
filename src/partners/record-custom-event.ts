import type { Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { readDeclared } from './event-data.ts';
import { findByRef, type PartnerRef, type Told } from './find-partner.ts';
import { DEFAULT_SOURCE, hashOfBody, repetitionOf, type Repetition } from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { refused, type Refused } from './refusal.ts';
import { refuseFuture } from './refuse-future.ts';

/** An event of events.yaml as another system reports it; the edges have checked types and lengths. */
export interface CustomEventInput {
  /** Its name in events.yaml. */
  type: string;
  /** Unique in its source. */
  id: string;
  /** Default `webhook`. */
  source?: string;
  partner: PartnerRef;
  data?: Readonly<Record<string, unknown>>;
  /** When it happened; default: now. */
  at?: Instant;
}

/** `duplicate`: the same event again, which is fine; `conflict`: its id with another body. */
export type CustomEventResult =
  { status: 'recorded'; contactId: string; type: string } | Repetition | Refused;

/**
 * Records an event of one's own: its row, and the fact that the contact's run learns of, in one transaction. It can
 * happen to every contact, partner or not. `told`: the run that was told of it.
 */
export async function recordCustomEvent(
  p: Partners,
  event: CustomEventInput,
  told?: Told,
): Promise<CustomEventResult> {
  const { id, source = DEFAULT_SOURCE, ...body } = event;
  const bodyHash = hashOfBody(body);
  return transact(p.db, async (trx) => {
    const known = await trx
      .selectFrom('custom_events')
      .select(['body_hash', 'recorded_at'])
      .where('source', '=', source)
      .where('external_id', '=', id)
      .executeTakeFirst();
    if (known) return repetitionOf(source, id, known, bodyHash);
    return recordNewEvent(atOneInstant(p), trx, { ...event, source }, bodyHash, told);
  });
}

async function recordNewEvent(
  p: Partners,
  trx: Transaction<Database>,
  event: CustomEventInput & { source: string },
  bodyHash: string,
  told: Told | undefined,
): Promise<CustomEventResult> {
  const { id, source, type, at = told?.at ?? p.now() } = event;
  const early = refuseFuture(at, p.now());
  if (early) return early;
  const declared = p.settings().events ?? {};
  const shape = Object.hasOwn(declared, type) ? declared[type] : undefined;
  if (!shape) return unknownEvent(type, Object.keys(declared));
  const reading = readDeclared(shape, event.data ?? {});
  if ('problems' in reading) return badData(reading.problems);
  const contactId = await findByRef(trx, event.partner);
  if (contactId === undefined) return nobody(event.partner);
  if (told && told.contactId !== contactId) return anotherContact();
  await trx
    .insertInto('custom_events')
    .values({ source, external_id: id, contact_id: contactId, body_hash: bodyHash, recorded_at: p.now() })
    .execute();
  await appendEvent(trx, {
    contactId,
    source: `/events/${source}`,
    eventId: id,
    type: 'custom',
    time: at,
    data: { name: type, data: reading.values, changes: [] },
    now: p.now(),
  });
  return { status: 'recorded', contactId, type };
}

function unknownEvent(type: string, names: string[]): Refused {
  const known = names.length > 0 ? `It has ${names.sort().join(', ')}.` : 'It has none.';
  const message = `type: events.yaml has no event “${type.slice(0, 60)}”, so no map can listen to it. ${known}`;
  return refused('unknown-event', message);
}

function badData(problems: { name: string; detail: string }[]): Refused {
  const all = problems.map(({ name, detail }) => `data.${name.slice(0, 60)} ${detail}`).join('. ');
  return refused('bad-event-data', `${all}. The types are those of events.yaml.`);
}

/** The address itself is not repeated: the message may end up in a log. */
function nobody(ref: PartnerRef): Refused {
  const [key = ''] = Object.keys(ref);
  return refused(
    'unknown-partner',
    `partner.${key}: there is no contact with this value, so the event would have happened to nobody. Check it; people become contacts by the sign-up form.`,
  );
}

function anotherContact(): Refused {
  return refused(
    'unknown-partner',
    'partner: this is another contact than the one whose run was told. Signal the run of the contact to whom it happened, or leave “partner” out.',
  );
}
