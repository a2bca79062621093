import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Position, RunRecord } from '../../src/program/run-state.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import type { Database } from '../../src/storage/schema.ts';
import { transact } from '../../src/storage/transact.ts';
import { addContact, temporaryDatabase } from './temporary-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** When the records of a table are written: later than anything that they tell. */
const WRITTEN = 100 * HOUR;

function at(step: string, entry: number, since: number, more: Partial<Position> = {}): Position {
  return { map: 'welcome', release: 'r1', step, entry, since, ...more };
}

/** A record of a run that has minted `entry` entries. */
function record(revision: number, entry: number, positions: Position[], leftAt?: number): RunRecord {
  const maps = leftAt === undefined ? {} : { welcome: { once: [], milestones: {}, leftAt } };
  return { memory: { revision, sequence: revision, entry, maps }, positions };
}

async function contact(): Promise<Kysely<Database>> {
  const db = await temporaryDatabase();
  await addContact(db, 'c_a');
  return db;
}

async function write(db: Kysely<Database>, ...records: RunRecord[]): Promise<void> {
  for (const each of records) await writeAt(db, each, WRITTEN);
}

async function writeAt(db: Kysely<Database>, each: RunRecord, now: number): Promise<void> {
  await transact(db, (trx) => writeRunRecord(trx, 'c_a', each, now));
}

async function waits(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('past_waits').selectAll().orderBy('left_at').orderBy('entry').execute();
  return rows.map(({ map, step, entry, since, left_at: left }) => {
    return `${map}/${step}#${entry} ${since / MINUTE}–${left / MINUTE}`;
  });
}

const waiting = record(1, 1, [at('wait', 1, 0, { wakeAt: HOUR })]);
const cases: [what: string, records: RunRecord[], kept: string[]][] = [
  ['where somebody still stands', [waiting, record(2, 1, waiting.positions)], []],
  [
    'a step that was left for another one, until they arrived there',
    [waiting, record(2, 3, [at('welcome', 3, HOUR)])],
    ['welcome/wait#1 0–60'],
  ],
  ['a map that was left', [waiting, record(2, 1, [], 2 * HOUR)], ['welcome/wait#1 0–120']],
  [
    'a map that was left and entered anew: until it was left',
    [waiting, record(2, 2, [at('wait', 2, 3 * HOUR)], 2 * HOUR)],
    ['welcome/wait#1 0–120'],
  ],
  [
    'of the map as it was left long ago nothing is said about this stay',
    [record(1, 1, [at('wait', 1, 5 * HOUR)], HOUR), record(2, 1, [], HOUR)],
    ['welcome/wait#1 300–6000'],
  ],
  [
    'nobody knows where they went: until it was written',
    [waiting, record(2, 1, [])],
    ['welcome/wait#1 0–6000'],
  ],
  [
    'who stood elsewhere all the time did not arrive',
    [record(1, 2, [at('wait', 1, 0), at('end', 2, 0)]), record(2, 2, [at('end', 2, 0)], HOUR)],
    ['welcome/wait#1 0–60'],
  ],
  [
    'an arrival on another map is no other step of this one',
    [waiting, record(2, 2, [at('tips', 2, HOUR, { map: 'tips' })], 2 * HOUR)],
    ['welcome/wait#1 0–120'],
  ],
  ['what took seconds', [waiting, record(2, 2, [at('welcome', 2, MINUTE - 1)])], []],
  [
    'the same record twice',
    [waiting, record(2, 2, [at('end', 2, HOUR)]), record(2, 2, [at('end', 2, HOUR)])],
    ['welcome/wait#1 0–60'],
  ],
  [
    'an older record after a newer one',
    [waiting, record(3, 3, [at('end', 3, HOUR)]), record(2, 2, [at('middle', 2, HOUR)])],
    ['welcome/wait#1 0–60'],
  ],
  [
    'two that were left at once',
    [record(1, 2, [at('wait', 1, 0), at('wait', 2, MINUTE)]), record(2, 4, [at('end', 4, HOUR)])],
    ['welcome/wait#1 0–60', 'welcome/wait#2 1–60'],
  ],
];

test.each(cases)('past waits: %s', async (_what, records, kept) => {
  const db = await contact();
  await write(db, ...records);
  expect(await waits(db)).toEqual(kept);
});

test('until when the clock would have let them stand is kept, and nothing of the release', async () => {
  const db = await contact();
  await write(db, waiting, record(2, 2, [at('end', 2, HOUR)]));
  expect(await db.selectFrom('past_waits').selectAll().execute()).toEqual([
    {
      contact_id: 'c_a',
      entry: 1,
      map: 'welcome',
      step: 'wait',
      since: 0,
      wake_at: HOUR,
      left_at: HOUR,
    },
  ]);
});

test('of one contact the latest thousand are kept, however early they began', async () => {
  const db = await contact();
  const others = Array.from({ length: 1_000 }, (_, n) => at('thanks', n + 2, 1 + n));
  await write(db, record(1, 1_001, [at('wait', 1, 0), ...others]));
  await write(db, record(2, 1_002, [at('wait', 1, 0), at('end', 1_002, HOUR)]));
  expect((await waits(db)).length).toBe(1_000);
  await write(db, record(3, 1_003, [at('end', 1_002, HOUR), at('end', 1_003, 2 * HOUR)]));
  const kept = await waits(db);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([
    1_000,
    `welcome/thanks#3 ${2 / MINUTE}–60`,
    'welcome/wait#1 0–120',
  ]);
});

test('a place that comes back, because its mail is held once more, has waited until the last time', async () => {
  const db = await contact();
  const held = [at('thanks', 1, 0)];
  await writeAt(db, record(1, 1, held), MINUTE);
  await writeAt(db, record(2, 1, []), 2 * HOUR);
  await writeAt(db, record(3, 1, held), 2 * HOUR);
  await writeAt(db, record(4, 1, []), 5 * HOUR);
  expect(await waits(db)).toEqual(['welcome/thanks#1 0–300']);
});
