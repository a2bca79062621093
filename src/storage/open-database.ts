import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import { isPostgresUrl, openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Database } from './schema.ts';

/**
 * Opens the database and brings its tables up to date: a `postgres://` URL, or the path of a SQLite file, which is
 * created with its folder where missing. Several processes may have the same database open.
 * @throws when it cannot be opened or a migration fails; the message says which database, without its password.
 */
export async function openDatabase(location: string): Promise<Kysely<Database>> {
  const { db, name } = isPostgresUrl(location) ? await openPostgres(location) : openSqlite(location);
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  if (error === undefined) return db;
  await db.destroy();
  throw new Error(
    `The database ${name} could not be brought up to date. It may have been written by a newer version of Mapwright: ` +
      `use that version, or another database.`,
    { cause: error },
  );
}
