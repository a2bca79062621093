import type { Instant } from '../program/time.ts';
import { transact } from '../storage/transact.ts';
import type { Partners } from './partners.ts';

/**
 * Keeps a watch for each of these names and ends all others: a door that comes with a release, or comes back, is told
 * of what falls due from then on, and not of years before. Answers until when each has been told.
 */
export async function keepWatches(
  p: Pick<Partners, 'db' | 'now'>,
  names: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  return transact(p.db, async (trx) => {
    const known = await trx.selectFrom('due_watches').selectAll().execute();
    const gone = known.map(({ name }) => name).filter((name) => !names.includes(name));
    if (gone.length > 0) await trx.deleteFrom('due_watches').where('name', 'in', gone).execute();
    const fresh = names.filter((name) => !known.some((watch) => watch.name === name));
    const now = p.now();
    if (fresh.length > 0)
      await trx
        .insertInto('due_watches')
        .values(fresh.map((name) => ({ name, told_until: now })))
        .execute();
    const until = new Map(known.map(({ name, told_until }) => [name, told_until]));
    return new Map(names.map((name) => [name, until.get(name) ?? now]));
  });
}

/** Notes that all which fell due until `instant` has been told. */
export async function toldUntil(p: Pick<Partners, 'db'>, name: string, instant: Instant): Promise<void> {
  await p.db.updateTable('due_watches').set({ told_until: instant }).where('name', '=', name).execute();
}
