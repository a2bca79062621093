import { expect, test } from 'vitest';
import { transact } from '../../src/storage/transact.ts';
import { updateEach } from '../../src/storage/update-each.ts';
import { addContact, temporaryDatabase } from './temporary-database.ts';

test('rows get values of their own in one statement, and others stay as they are', async () => {
  const db = await temporaryDatabase();
  for (const id of ['a', 'b', 'c']) await addContact(db, id);
  await transact(db, async (trx) => {
    await updateEach(
      trx,
      'contacts',
      ['id', 'email'],
      [
        { id: 'a', email: 'a@example.com', sequence: 7, first_name: null, last_name: 'Lovelace' },
        {
          id: 'b',
          email: 'b@example.com',
          sequence: 9_007_199_254_740_991,
          first_name: 'Bob',
          last_name: null,
        },
        { id: 'c', email: 'another@example.com', sequence: 1, first_name: 'Eve', last_name: 'Nobody' },
      ],
    );
    await updateEach(trx, 'contacts', ['id'], []);
  });
  const columns = ['id', 'sequence', 'first_name', 'last_name'] as const;
  const rows = await db.selectFrom('contacts').select(columns).orderBy('id').execute();
  expect(rows).toEqual([
    { id: 'a', sequence: 7, first_name: null, last_name: 'Lovelace' },
    { id: 'b', sequence: 9_007_199_254_740_991, first_name: 'Bob', last_name: null },
    { id: 'c', sequence: 0, first_name: null, last_name: null },
  ]);
});
