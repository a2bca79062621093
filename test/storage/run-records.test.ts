import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/program/run-state.ts';
import { readRunMemory, writeRunRecord } from '../../src/storage/run-records.ts';
import { readValue, valueOrMint, writeValue } from '../../src/storage/values.ts';
import { addContact, temporaryDatabase, temporaryFile } from './temporary-database.ts';
import { transact } from '../../src/storage/transact.ts';

function record(revision: number, sequence: number, steps: string[]): RunRecord {
  return {
    memory: { revision, sequence, entry: steps.length, maps: {} },
    positions: steps.map((step, index) => ({
      map: 'welcome',
      release: 'r1',
      step,
      entry: index + 1,
      since: 10,
      ...(index === 0 ? { wakeAt: 20 } : {}),
    })),
  };
}

const cases: [string, RunRecord[], { revision: number; sequence: number; steps: string[] }][] = [
  ['the first record', [record(1, 1, ['a', 'b'])], { revision: 1, sequence: 1, steps: ['a', 'b'] }],
  [
    'a newer one replaces',
    [record(1, 1, ['a', 'b']), record(2, 2, ['c', 'd'])],
    { revision: 2, sequence: 2, steps: ['c', 'd'] },
  ],
  [
    'a late one changes nothing',
    [record(2, 2, ['c']), record(1, 1, ['a'])],
    { revision: 2, sequence: 2, steps: ['c'] },
  ],
  [
    'one revision, more events decided',
    [record(2, 2, ['c']), record(2, 5, ['c'])],
    { revision: 2, sequence: 5, steps: ['c'] },
  ],
  [
    'one revision, fewer events decided',
    [record(2, 5, ['c']), record(2, 2, ['c'])],
    { revision: 2, sequence: 5, steps: ['c'] },
  ],
  ['standing nowhere', [record(1, 1, ['a']), record(2, 1, [])], { revision: 2, sequence: 1, steps: [] }],
];

test.each(cases)('run records: %s', async (_name, records, expected) => {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  expect(await readRunMemory(db, 'c_a')).toBeUndefined();
  for (const each of records) await transact(db, (trx) => writeRunRecord(trx, 'c_a', each, 99));
  const memory = await readRunMemory(db, 'c_a');
  const positions = await db.selectFrom('positions').selectAll().orderBy('entry').execute();
  const { revision, sequence } = memory ?? {};
  expect({ revision, sequence, steps: positions.map((row) => row.step) }).toEqual(expected);
  if (positions[0])
    expect(positions[0]).toMatchObject({ map: 'welcome', release: 'r1', since: 10, wake_at: 20 });
});

test('values: written over, minted once by whoever is first', async () => {
  const file = await temporaryFile();
  const [one, two] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  expect(await readValue(one, 'set')).toBeUndefined();
  await writeValue(one, 'set', 'a');
  await writeValue(two, 'set', 'b');
  expect(await readValue(one, 'set')).toBe('b');
  const minted = await Promise.all([
    valueOrMint(one, 'secret', () => 'one'),
    valueOrMint(two, 'secret', () => 'two'),
  ]);
  expect(new Set(minted).size).toBe(1);
  expect(await valueOrMint(one, 'secret', () => 'three')).toBe(minted[0]);
});
