import { sql, type Kysely, type Transaction } from 'kysely';
import { expect, test } from 'vitest';
import { commitTogether } from '../../src/storage/group-commit.ts';
import type { Database } from '../../src/storage/schema.ts';
import { addContact, temporaryDatabase, temporaryFile } from './temporary-database.ts';

type Work = (trx: Transaction<Database>) => Promise<unknown>;

const add =
  (name: string): Work =>
  async (trx) => {
    await trx.insertInto('values').values({ name, value: '' }).execute();
    return name;
  };

async function names(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('values').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

/** Lets one transaction begin, and the others come while it is under way: they are the next group. */
async function inOneGroup(db: Kysely<Database>, works: readonly Work[]): Promise<Promise<unknown>[]> {
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = commitTogether(db, async (trx) => {
    begun.resolve();
    await gate.promise;
    return add('first')(trx);
  });
  await begun.promise;
  const group = works.map((work) => commitTogether(db, work));
  gate.resolve();
  await first;
  return group;
}

test('what comes while another is under way is committed as one, and answered when it is', async () => {
  const file = await temporaryFile();
  const db = await temporaryDatabase(file);
  const other = await temporaryDatabase(file);
  const answered: string[] = [];
  let seen: { names: string[]; answered: string[] } | undefined;
  const look: Work = async () => void (seen = { names: await names(other), answered: [...answered] });
  const group = await inOneGroup(db, [add('a'), add('b'), look]);
  for (const each of group) void each.then((name) => answered.push(String(name)));
  await Promise.all(group);
  expect(seen).toEqual({ names: ['first'], answered: [] });
  expect(answered.slice(0, 2)).toEqual(['a', 'b']);
  expect(await names(other)).toEqual(['a', 'b', 'first']);
});

test('so is what comes in the same turn of the event loop, as requests do that were waiting to be read', async () => {
  const file = await temporaryFile();
  const db = await temporaryDatabase(file);
  const other = await temporaryDatabase(file);
  const later = new Promise<string[]>((resolve, reject) => {
    setImmediate(() => {
      const look: Work = () => names(other);
      commitTogether(db, look).then((seen) => resolve(seen as string[]), reject);
    });
  });
  await commitTogether(db, add('a'));
  expect(await later).toEqual([]);
});

test('one that throws is undone alone, and only its caller is told', async () => {
  const db = await temporaryDatabase(await temporaryFile());
  const half: Work = async (trx) => {
    await add('half')(trx);
    throw new Error('no');
  };
  const group = await inOneGroup(db, [add('a'), half, add('a'), add('b')]);
  const results = await Promise.allSettled(group);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { message: 'no' } });
  expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining('UNIQUE') } });
  expect(await names(db)).toEqual(['a', 'b', 'first']);
});

test('when the commit fails nothing of the group is kept, and all of it are told; the next group goes on', async () => {
  const db = await temporaryDatabase(await temporaryFile());
  await addContact(db, 'c_a');
  /** A deferred constraint is asked at the commit. */
  const orphan: Work = async (trx) => {
    await sql`pragma defer_foreign_keys = on`.execute(trx);
    const row = { contact_id: 'c_none', revision: 1, memory: '{}', recorded_at: 0 };
    await trx.insertInto('run_memory').values(row).execute();
  };
  const group = await inOneGroup(db, [add('a'), orphan]);
  const results = await Promise.allSettled(group);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await names(db)).toEqual(['first']);
  await commitTogether(db, add('later'));
  expect(await names(db)).toEqual(['first', 'later']);
});
