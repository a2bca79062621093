import type { Selectable, Transaction } from 'kysely';
import type { RunMemory, RunRecord } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';

/** Whoever passes a step sooner has not waited there: a mail was sent, an activity carried out. */
const SHORTEST_WAIT_MS = 60_000;
/** Of one contact; the oldest go first, as somebody who sells a lot may wait to be thanked a thousand times. */
const MOST_PAST_WAITS = 1_000;

/** How a run's record changes what is on record of its contact. */
interface RecordChange {
  /** Where the contact stood by the record before. */
  stood: Selectable<Database['positions']>[];
  /** What that record remembered. */
  known: RunMemory;
  record: RunRecord;
  now: Instant;
}

/**
 * Keeps where the contact stood and stands no more, in the transaction that writes the run's record. A step that was passed
 * between two records is in neither of them; but a run writes one when it comes to rest, so that is seldom a wait.
 */
export async function keepPastWaits(
  trx: Transaction<Database>,
  contactId: string,
  { stood, known, record, now }: RecordChange,
): Promise<void> {
  const standing = new Set(record.positions.map(({ entry }) => entry));
  const left = stood
    .filter(({ entry }) => !standing.has(entry))
    .map(({ release: _, ...place }) => ({ ...place, left_at: leftAt(place, known, record) ?? now }))
    .filter(({ since, left_at }) => left_at - since >= SHORTEST_WAIT_MS);
  if (left.length === 0) return;
  await trx
    .insertInto('past_waits')
    .values(left)
    // A held mail is asked for again at the same place, which is not on record meanwhile, and may be held once more.
    .onConflict((c) =>
      c.columns(['contact_id', 'entry']).doUpdateSet((eb) => ({ left_at: eb.ref('excluded.left_at') })),
    )
    .execute();
  await dropOldest(trx, contactId);
}

/**
 * When a place left its step: when somebody next arrived at a step of that map, or when the map was left. Undefined where
 * the record tells neither.
 */
function leftAt(
  { map, since }: { map: string; since: Instant },
  known: RunMemory,
  { memory, positions }: RunRecord,
): Instant | undefined {
  const arrivals = positions.filter((place) => place.map === map && place.entry > known.entry);
  const instants = [...arrivals.map((place) => place.since), memory.maps[map]?.leftAt ?? []].flat();
  const later = instants.filter((at) => at >= since);
  return later.length > 0 ? Math.min(...later) : undefined;
}

async function dropOldest(trx: Transaction<Database>, contactId: string): Promise<void> {
  const oldest = await trx
    .selectFrom('past_waits')
    .select(['left_at', 'entry'])
    .where('contact_id', '=', contactId)
    .orderBy('left_at', 'desc')
    .orderBy('entry', 'desc')
    .offset(MOST_PAST_WAITS)
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return;
  await trx
    .deleteFrom('past_waits')
    .where('contact_id', '=', contactId)
    .where((eb) => eb(eb.refTuple('left_at', 'entry'), '<=', eb.tuple(oldest.left_at, oldest.entry)))
    .execute();
}
