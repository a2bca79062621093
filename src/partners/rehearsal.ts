import type { Transaction } from 'kysely';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import type { Partners } from './partners.ts';

/** Ends a transaction whose work is only a rehearsal. */
class Rehearsed<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('This was a rehearsal.');
    this.result = result;
  }
}

/** Runs `work` in one transaction; with `dryRun` it does all of it and takes it back. */
export async function transactOrRehearse<T>(
  { db }: Pick<Partners, 'db'>,
  dryRun: boolean,
  work: (trx: Transaction<Database>) => Promise<T>,
  transaction = transact,
): Promise<T> {
  try {
    return await transaction(db, async (trx) => {
      const result = await work(trx);
      if (dryRun) throw new Rehearsed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return (error as Rehearsed<T>).result;
    throw error;
  }
}
