import type { CreateTableBuilder, Kysely } from 'kysely';
import { isPostgres } from '../transact.ts';

/** Adds the primary key `id`, a number that the database counts up: each of the two has its own words for that. */
export function addRowId<T extends string>(
  db: Kysely<unknown>,
  table: CreateTableBuilder<T>,
): CreateTableBuilder<T, 'id'> {
  return isPostgres(db)
    ? table.addColumn('id', 'bigserial', (c) => c.primaryKey())
    : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
}
