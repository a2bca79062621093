import { setTimeout as wait } from 'node:timers/promises';
import { PostgresAdapter, type IsolationLevel, type Kysely, type Transaction } from 'kysely';
import { commitTogether } from './group-commit.ts';
import type { Database } from './schema.ts';

/** How long a transaction waits for others that are in its way before it fails, in milliseconds. */
export const LOCK_WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/**
 * What PostgreSQL says to one of two transactions that got into each other's way (Appendix A of its manual:
 * serialization_failure, deadlock_detected). Nothing of it was kept, and it has to be tried again.
 */
const CONFLICTS = ['40001', '40P01'];
/**
 * unique_violation. The other one has inserted the row that this one had just looked for in vain: once more, and it
 * finds it. A mistake of ours would say the same, so it is tried once only.
 */
const DUPLICATE = '23505';

/**
 * Runs `work` in a transaction that sees and changes the database as if it were alone: what it reads stays true until it
 * commits. SQLite lets one writer in at a time, and those that wait are committed together; PostgreSQL detects conflicts
 * (SERIALIZABLE), and `work` is run again: it must do nothing but query `trx` and compute. @throws what `work` throws, and the conflict if it lasts.
 */
export function transact<T>(db: Kysely<Database>, work: Work<T>): Promise<T> {
  return isPostgres(db) ? repeated(db, 'serializable', work) : commitTogether(db, work);
}

/**
 * The same for work that locks what it rests on before it reads it, by `lockContact` and the like: READ COMMITTED is
 * enough for it on PostgreSQL. What comes by the thousand needs that, for SERIALIZABLE watches whole pages of an index:
 * sales of partners who have nothing to do with each other would have to be repeated.
 */
export function transactOnLocked<T>(db: Kysely<Database>, work: Work<T>): Promise<T> {
  return isPostgres(db) ? repeated(db, 'read committed', work) : commitTogether(db, work);
}

type Work<T> = (trx: Transaction<Database>) => Promise<T>;

async function repeated<T>(db: Kysely<Database>, level: IsolationLevel, work: Work<T>): Promise<T> {
  let duplicates = 0;
  for (let waited = 0, pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await db.transaction().setIsolationLevel(level).execute(work);
    } catch (error) {
      const code = codeOf(error);
      const isConflict = CONFLICTS.includes(code) && waited < LOCK_WAIT_MS;
      if (!isConflict && !(code === DUPLICATE && duplicates++ === 0)) throw error;
    }
    await wait(pause);
    waited += pause;
  }
}

/** Whether the database is PostgreSQL; otherwise it is SQLite. */
export function isPostgres(db: Kysely<unknown> | Kysely<Database>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
