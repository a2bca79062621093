import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
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

test('a second opening finds the tables and the rows', async () => {
  const file = await temporaryFile();
  const first = await openDatabase(file);
  await first.insertInto('values').values({ name: 'a', value: '1' }).execute();
  await first.destroy();
  const second = await temporaryDatabase(file);
  expect(await second.selectFrom('values').selectAll().execute()).toEqual([{ name: 'a', value: '1' }]);
});

test('a file that is no database is refused in words', async () => {
  const file = await temporaryFile();
  await writeFile(file, 'this is a text, and a rather long one, to fill the header of a database file');
  await expect(openDatabase(file)).rejects.toThrow(/mapwright\.sqlite cannot be opened .*SQLite database/);
});

test('a file of a newer version is refused in words', async () => {
  const file = await temporaryFile();
  const db = await openDatabase(file);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(db);
  await db.destroy();
  await expect(openDatabase(file)).rejects.toThrow(/could not be brought up to date.*newer version/);
});

test('two handles of one process write at once and none of their transactions fails', async () => {
  const file = await temporaryFile();
  const handles = await Promise.all([temporaryDatabase(file), temporaryDatabase(file)]);
  await handles[0].insertInto('values').values({ name: 'count', value: '0' }).execute();
  const increments = Array.from({ length: 60 }, (_, index) =>
    (handles[index % 2] ?? handles[0]).transaction().execute(async (trx) => {
      // Read before write: a deferred transaction would fail here with SQLITE_BUSY_SNAPSHOT.
      const { value } = await trx.selectFrom('values').select('value').executeTakeFirstOrThrow();
      await new Promise((resolve) => setImmediate(resolve));
      await trx
        .updateTable('values')
        .set({ value: String(Number(value) + 1) })
        .execute();
    }),
  );
  await Promise.all(increments);
  expect(await handles[1].selectFrom('values').select('value').executeTakeFirst()).toEqual({ value: '60' });
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

test('four processes open a new file at once, and write at once', async () => {
  const file = await temporaryFile();
  const storage = new URL('../../src/storage/open-database.ts', import.meta.url).href;
  const script = `
    const { openDatabase } = await import(process.argv[1]);
    const db = await openDatabase(process.argv[2]);
    for (let i = 0; i < 25; i += 1) {
      await db.transaction().execute(async (trx) => {
        const rows = await trx.selectFrom('values').selectAll().execute();
        await trx.insertInto('values').values({ name: String(rows.length), value: process.argv[3] }).execute();
      });
    }
    await db.destroy();`;
  const writers = ['a', 'b', 'c', 'd'].map((name) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, storage, file, name]),
  );
  for (const { stderr } of await Promise.all(writers)) expect(stderr).toBe('');
  const db = await temporaryDatabase(file);
  const rows = await db.selectFrom('values').selectAll().execute();
  expect(rows.map((row) => Number(row.name)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, i) => i),
  );
});
