import { sql, type Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { isPostgres } from './transact.ts';

/**
 * Lets `read` see the database as it is at one moment, however long it takes, while others write. Unlike a transaction of
 * `transact` it holds nobody up. On SQLite nothing else may use the handle meanwhile, for it is one connection.
 */
export async function readAtOneMoment<T>(
  db: Kysely<Database>,
  read: (moment: Kysely<Database>) => Promise<T>,
): Promise<T> {
  if (isPostgres(db)) {
    return db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => read(trx));
  }
  return db.connection().execute(async (connection) => {
    // Deferred: it takes no write lock, and in WAL mode a reader keeps the state of its first read.
    await sql`begin deferred`.execute(connection);
    try {
      return await read(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}
