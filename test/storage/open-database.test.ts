import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { transact } from '../../src/storage/transact.ts';
import { emptyLocation, temporaryDatabase, temporaryLocation } from './temporary-database.ts';

test('a second opening finds the tables and the rows', async () => {
  const location = await temporaryLocation();
  const first = await openDatabase(location);
  await first.insertInto('values').values({ name: 'a', value: '1' }).execute();
  await first.destroy();
  const second = await temporaryDatabase(location);
  expect(await second.selectFrom('values').selectAll().execute()).toEqual([{ name: 'a', value: '1' }]);
});

test('a database of a newer version is refused in words', async () => {
  const location = await temporaryLocation();
  const db = await openDatabase(location);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(db);
  await db.destroy();
  await expect(openDatabase(location)).rejects.toThrow(/could not be brought up to date.*newer version/);
});

test('two handles of one process write at once and none of their transactions fails', async () => {
  const location = await temporaryLocation();
  const handles = await Promise.all([temporaryDatabase(location), temporaryDatabase(location)]);
  await handles[0].insertInto('values').values({ name: 'count', value: '0' }).execute();
  const increments = Array.from({ length: 60 }, (_, index) =>
    transact(handles[index % 2] ?? handles[0], async (trx) => {
      // Read before write: of two that read the same, only one may commit.
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

test('four processes open a new database at once, and write at once', async () => {
  const location = await emptyLocation();
  const [open, transactions] = ['open-database', 'transact'].map(
    (name) => new URL(`../../src/storage/${name}.ts`, import.meta.url).href,
  ) as [string, string];
  const script = `
    const { openDatabase } = await import(process.argv[1]);
    const { transact } = await import(process.argv[4]);
    const db = await openDatabase(process.argv[2]);
    for (let i = 0; i < 25; i += 1) {
      await transact(db, async (trx) => {
        const rows = await trx.selectFrom('values').selectAll().execute();
        await trx.insertInto('values').values({ name: String(rows.length), value: process.argv[3] }).execute();
      });
    }
    await db.destroy();`;
  const writers = ['a', 'b', 'c', 'd'].map((name) =>
    promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      open,
      location,
      name,
      transactions,
    ]),
  );
  for (const { stderr } of await Promise.all(writers)) expect(stderr).toBe('');
  const db = await temporaryDatabase(location);
  const rows = await db.selectFrom('values').selectAll().execute();
  expect(rows.map((row) => Number(row.name)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, i) => i),
  );
});
