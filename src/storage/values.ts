import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Reads a single value by name; undefined when it was never written. */
export async function readValue(db: Kysely<Database>, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('values').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Writes a single value, over the one that is there. */
export async function writeValue(db: Kysely<Database>, name: string, value: string): Promise<void> {
  await db
    .insertInto('values')
    .values({ name, value })
    .onConflict((c) => c.column('name').doUpdateSet({ value }))
    .execute();
}

/** Reads a value that is made once, such as a secret: of several processes that mint at once, the first one's stays. */
export async function valueOrMint(db: Kysely<Database>, name: string, mint: () => string): Promise<string> {
  const found = await readValue(db, name);
  if (found !== undefined) return found;
  await db
    .insertInto('values')
    .values({ name, value: mint() })
    .onConflict((c) => c.column('name').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('values')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}
