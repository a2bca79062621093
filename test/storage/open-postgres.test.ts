import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { transact } from '../../src/storage/transact.ts';
import { holdPort } from '../../src/configuration/hold-port.ts';
import { temporaryDatabase, temporaryLocation } from './temporary-database.ts';

const cluster = inject('postgresUrl');

test('where nobody answers, host and database are named, and the password is not', async () => {
  const { port, release } = await holdPort(0, { what: 'nobody', setting: '' });
  await release();
  const opening = openDatabase(`postgres://ada:s3cret@127.0.0.1:${port}/partners`);
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  expect(error?.message).toMatch(
    new RegExp(
      `^The database partners on 127.0.0.1:${port} cannot be opened \\(.*ECONNREFUSED.*MAPWRIGHT_DATABASE_URL`,
    ),
  );
  expect(`${error?.message} ${error?.stack}`).not.toContain('s3cret');
});

test.runIf(cluster)('a database that is not there is named', async () => {
  await expect(openDatabase(`${cluster}nowhere`)).rejects.toThrow(
    /^The database nowhere on 127.0.0.1:\d+ cannot be opened \(database "nowhere" does not exist\)/,
  );
});

test.runIf(cluster)('instants and amounts beyond 32 bits come back as numbers', async () => {
  const db = await temporaryDatabase();
  const row = { address: 'ada@example.com', reason: 'it does not exist', created_at: Date.UTC(2026, 0, 5) };
  await db.insertInto('suppressions').values(row).execute();
  expect(await db.selectFrom('suppressions').selectAll().execute()).toEqual([row]);
});

test.runIf(cluster)('a mistake in a transaction is thrown as it is, and nothing of it is kept', async () => {
  const db = await temporaryDatabase();
  let attempts = 0;
  const work = transact(db, async (trx) => {
    attempts += 1;
    await trx.insertInto('values').values({ name: 'a', value: '1' }).execute();
    throw new Error('a mistake');
  });
  await expect(work).rejects.toThrow('a mistake');
  expect(attempts).toBe(1);
  expect(await db.selectFrom('values').selectAll().execute()).toEqual([]);
});

test.runIf(cluster)(
  'what comes again is prepared, and works on once another process has migrated the table',
  async () => {
    const location = await temporaryLocation();
    const [db, other] = [await temporaryDatabase(location), await temporaryDatabase(location)];
    await db.connection().execute(async (one) => {
      const ask = async () => {
        const named = await one
          .selectFrom('values')
          .select(['name', 'value'])
          .where('name', '=', 'a')
          .execute();
        const whole = await one.selectFrom('values').selectAll().where('name', '=', 'a').execute();
        return [named, whole.length];
      };
      await one.insertInto('values').values({ name: 'a', value: '1' }).execute();
      for (let times = 0; times < 7; times += 1)
        expect(await ask()).toEqual([[{ name: 'a', value: '1' }], 1]);
      await sql`alter table "values" add column later text`.execute(other);
      expect(await ask()).toEqual([[{ name: 'a', value: '1' }], 1]);
      const prepared = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        one,
      );
      const statements = prepared.rows.map(({ statement }) => statement);
      expect(statements).toContain('select "name", "value" from "values" where "name" = $1');
      expect(statements.filter((statement) => statement.startsWith('select *'))).toEqual([]);
    });
  },
);
