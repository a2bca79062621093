import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';

/** Where a database is, and how to remove it. */
interface Place {
  location: string;
  remove(): Promise<void>;
}

/** A place for a database: a new file, or in the project `postgres` a new database with all tables in it. */
export function makePlace(): Promise<Place> {
  const cluster = inject('postgresUrl');
  return cluster === undefined ? makeFile() : makePostgres(cluster, 'postgres');
}

async function makeFile(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-db-'));
  return {
    location: join(directory, 'mapwright.sqlite'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function makePostgres(cluster: string, template: string): Promise<Place> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `create database ${name} template ${template}`);
  return {
    location: cluster + name,
    remove: () => administer(cluster, `drop database ${name} with (force)`),
  };
}

async function untilTheEnd(making: Promise<Place>): Promise<string> {
  const { location, remove } = await making;
  onTestFinished(remove);
  return location;
}

/** The path of a SQLite file to be, until the test is over. */
export function temporaryFile(): Promise<string> {
  return untilTheEnd(makeFile());
}

/** Where a test's own database is, until the test is over. */
export function temporaryLocation(): Promise<string> {
  return untilTheEnd(makePlace());
}

/** A place without any table, until the test is over. */
export function emptyLocation(): Promise<string> {
  const cluster = inject('postgresUrl');
  return untilTheEnd(cluster === undefined ? makeFile() : makePostgres(cluster, 'template0'));
}

/** Says one statement from a database that nobody copies: a template may have no other connection. */
async function administer(cluster: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${cluster}template1` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A handle on the database at `location` (default: a new one) that is closed when the test is over. */
export async function temporaryDatabase(location?: string): Promise<Kysely<Database>> {
  const db = await openDatabase(location ?? (await temporaryLocation()));
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
