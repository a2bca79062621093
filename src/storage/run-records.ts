import type { Kysely, Transaction } from 'kysely';
import type { RunMemory, RunRecord } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import { keepPastWaits } from './past-waits.ts';
import type { Database } from './schema.ts';

/** What a contact's run has remembered so far; undefined when it never wrote anything. */
export async function readRunMemory(db: Kysely<Database>, contactId: string): Promise<RunMemory | undefined> {
  const row = await db
    .selectFrom('run_memory')
    .select('memory')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row && (JSON.parse(row.memory) as RunMemory);
}

/**
 * Writes memory and positions of a run, in the transaction of the activity that brings them; places that are left are kept
 * as past waits. A record older than the one that is there changes nothing: activities overtake each other.
 */
export async function writeRunRecord(
  trx: Transaction<Database>,
  contactId: string,
  record: RunRecord,
  now: Instant,
): Promise<void> {
  const { memory, positions } = record;
  const known = await readRunMemory(trx, contactId);
  if (known && isOlder(memory, known)) return;
  const row = { revision: memory.revision, memory: JSON.stringify(memory), recorded_at: now };
  await trx
    .insertInto('run_memory')
    .values({ contact_id: contactId, ...row })
    .onConflict((c) => c.column('contact_id').doUpdateSet(row))
    .execute();
  const stood = await trx
    .deleteFrom('positions')
    .where('contact_id', '=', contactId)
    .returningAll()
    .execute();
  if (known) await keepPastWaits(trx, contactId, { stood, known, record, now });
  if (positions.length === 0) return;
  await trx
    .insertInto('positions')
    .values(
      positions.map(({ map, release, step, entry, since, wakeAt }) => ({
        contact_id: contactId,
        map,
        release,
        step,
        entry,
        since,
        wake_at: wakeAt ?? null,
      })),
    )
    .execute();
}

/** By revision; within one revision the counters of decided events and minted entries still go up. */
function isOlder(memory: RunMemory, known: RunMemory): boolean {
  if (memory.revision !== known.revision) return memory.revision < known.revision;
  return memory.sequence < known.sequence || memory.entry < known.entry;
}
