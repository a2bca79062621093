import type { Position } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** Where a contact stands, as their run last wrote it down. */
export interface ContactStanding {
  positions: Position[];
  /** When the run wrote it; null when it never wrote anything. */
  asOf: Instant | null;
}

/** Reads the projection; no decision may be based on it. The earliest arrival comes first. */
export async function contactStanding(p: Pick<Partners, 'db'>, contactId: string): Promise<ContactStanding> {
  const rows = await p.db
    .selectFrom('positions')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('entry')
    .execute();
  const memory = await p.db
    .selectFrom('run_memory')
    .select('recorded_at')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return {
    positions: rows.map(({ map, release, step, entry, since, wake_at: wakeAt }) => ({
      map,
      release,
      step,
      entry,
      since,
      ...(wakeAt === null ? {} : { wakeAt }),
    })),
    asOf: memory?.recorded_at ?? null,
  };
}
