import { stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { temporaryDatabase, temporaryFile } from './temporary-database.ts';

const pragmas = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['busy_timeout', 0],
] as const;

test.each(pragmas)('the pragma %s is %s', async (name, value) => {
  const db = await temporaryDatabase();
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db);
  expect(Object.values(rows[0] ?? {})).toEqual([value]);
});

test('a folder that is made for it is its owner’s alone', async () => {
  const file = join(dirname(await temporaryFile()), 'state', 'mapwright.db');
  await temporaryDatabase(file);
  expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
});

test('a file that is no database is refused in words', async () => {
  const file = await temporaryFile();
  await writeFile(file, 'this is a text, and a rather long one, to fill the header of a database file');
  await expect(openDatabase(file)).rejects.toThrow(/mapwright\.sqlite cannot be opened .*SQLite database/);
});

test('a reader sees the last committed state while another handle is writing', async () => {
  const file = await temporaryFile();
  const writer = await temporaryDatabase(file);
  const reader = await temporaryDatabase(file);
  await writer.transaction().execute(async (trx) => {
    await trx.insertInto('values').values({ name: 'a', value: '1' }).execute();
    expect(await reader.selectFrom('values').selectAll().execute()).toEqual([]);
  });
  expect(await reader.selectFrom('values').selectAll().execute()).toHaveLength(1);
});
