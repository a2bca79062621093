import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';

/** A path for a database file in a folder of its own, which is removed when the test is over. */
export async function temporaryFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-db-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'mapwright.sqlite');
}

/** A handle on `file` (default: a new one) that is closed when the test is over. */
export async function temporaryDatabase(file?: string): Promise<Kysely<Database>> {
  const db = await openDatabase(file ?? (await temporaryFile()));
  onTestFinished(() => db.destroy());
  return db;
}

/** A contact with nothing but an id, and an address made of it. */
export async function addContact(db: Kysely<Database>, id: string): Promise<void> {
  await db
    .insertInto('contacts')
    .values({
      id,
      email: `${id}@example.com`,
      first_name: null,
      last_name: null,
      time_zone: null,
      locale: null,
      fields: '{}',
      tags: '[]',
      sequence: 0,
      created_at: 0,
    })
    .execute();
}
