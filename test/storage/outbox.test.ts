import { expect, test } from 'vitest';
import { appendEvent, type NewEvent } from '../../src/storage/outbox.ts';
import { PARTITIONS, partitionOf } from '../../src/storage/partition.ts';
import { addContact, temporaryDatabase, temporaryFile } from './temporary-database.ts';
import { transact } from '../../src/storage/transact.ts';

const login = (contactId: string, eventId: string): NewEvent => ({
  contactId,
  source: '/logins',
  eventId,
  type: 'login-used',
  time: 5,
  data: { changes: [] },
  now: 7,
});

test('each contact has sequence numbers of their own, without gaps', async () => {
  const file = await temporaryFile();
  const [one, two] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  for (const id of ['c_a', 'c_b']) await addContact(one, id);
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      ([one, two][i % 2] ?? one)
        .transaction()
        .execute((trx) => appendEvent(trx, login(i < 30 ? 'c_a' : 'c_b', `e${i}`))),
    ),
  );
  const sequences = async (id: string) =>
    (
      await one
        .selectFrom('outbox')
        .select('sequence')
        .where('contact_id', '=', id)
        .orderBy('sequence')
        .execute()
    ).map((row) => row.sequence);
  expect(await sequences('c_a')).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(await sequences('c_b')).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
});

test('what is stored, and a rolled-back transaction leaves no gap', async () => {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  const append = (eventId: string) => transact(db, (trx) => appendEvent(trx, login('c_a', eventId)));
  await append('e1');
  await expect(append('e1')).rejects.toThrow(/unique/i);
  expect(await append('e2')).toEqual({ sequence: 2 });
  const row = await db.selectFrom('outbox').selectAll().where('event_id', '=', 'e1').executeTakeFirst();
  expect(row).toMatchObject({
    contact_id: 'c_a',
    sequence: 1,
    source: '/logins',
    type: 'login-used',
    time: 5,
    recorded_at: 7,
    data: '{"changes":[]}',
    partition: partitionOf('c_a'),
    delivered_at: null,
  });
});

test('an unknown contact is refused', async () => {
  const db = await temporaryDatabase();
  await expect(transact(db, (trx) => appendEvent(trx, login('c_none', 'e1')))).rejects.toThrow();
});

test('the partition of an id never changes, and ids spread over all of them', () => {
  // The test vectors that FNV's authors publish.
  expect(['', 'a', 'foobar'].map(partitionOf)).toEqual([0x811c9dc5 % 16, 0xe40c292c % 16, 0xbf9cf968 % 16]);
  const ids = Array.from({ length: 4000 }, (_, i) => `c_${i}`);
  const counts = Array.from(
    { length: PARTITIONS },
    (_, n) => ids.filter((id) => partitionOf(id) === n).length,
  );
  expect(Math.min(...counts)).toBeGreaterThan(150);
});
