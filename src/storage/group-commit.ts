import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** Most transactions that are committed as one: other processes wait for the write lock as long as it lasts. */
const MOST_IN_A_GROUP = 64;

/** A transaction that waits for its turn. `settle` tells the caller how it went. */
interface Waiting {
  work: (trx: Transaction<Database>) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

const groups = new WeakMap<Kysely<Database>, Group>();

/**
 * Runs `work` in a transaction of a SQLite handle, together with others that came while the one before was being
 * committed: one after the other, each in a savepoint of its own, and one sync of the disk for all of them. Each is
 * answered when all are committed, and not before; one that throws is undone alone. @throws what `work` throws, and
 * why the commit failed.
 */
export function commitTogether<T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  const group = groups.get(db) ?? new Group(db);
  groups.set(db, group);
  return new Promise<T>((resolve, reject) => {
    group.add({ work, resolve: resolve as Waiting['resolve'], reject });
  });
}

class Group {
  readonly #db: Kysely<Database>;
  #waiting: Waiting[] = [];
  #isCommitting = false;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (!this.#isCommitting) void this.#commitAll();
  }

  /** Never rejects: whoever waits is told. */
  async #commitAll(): Promise<void> {
    this.#isCommitting = true;
    while (this.#waiting.length > 0) {
      // SQLite works and syncs within the call, and no request is read meanwhile: those that came are read now.
      await turnOfEventLoop();
      const [first, ...others] = this.#waiting.splice(0, MOST_IN_A_GROUP);
      if (first && others.length === 0) await commitAlone(this.#db, first);
      else if (first) await commitGroup(this.#db, [first, ...others]);
    }
    this.#isCommitting = false;
  }
}

function commitAlone(db: Kysely<Database>, { work, resolve, reject }: Waiting): Promise<void> {
  return db.transaction().execute(work).then(resolve, reject);
}

async function commitGroup(db: Kysely<Database>, group: readonly Waiting[]): Promise<void> {
  const answers: (() => void)[] = [];
  try {
    await db.transaction().execute(async (trx) => {
      for (const each of group) answers.push(await inSavepoint(trx, each));
    });
  } catch (error) {
    for (const { reject } of group) reject(error);
    return;
  }
  for (const answer of answers) answer();
}

/** Does the work of one, or leaves nothing of it. Returns the answer that is due when the group is committed. */
async function inSavepoint(
  trx: Transaction<Database>,
  { work, resolve, reject }: Waiting,
): Promise<() => void> {
  await sql`savepoint one_of_group`.execute(trx);
  try {
    const value = await work(trx);
    await sql`release one_of_group`.execute(trx);
    return () => resolve(value);
  } catch (error) {
    await sql`rollback to one_of_group`.execute(trx);
    await sql`release one_of_group`.execute(trx);
    return () => reject(error);
  }
}
