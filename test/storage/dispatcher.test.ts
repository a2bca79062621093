import type { Kysely } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LEASE_MS } from '../../src/storage/dispatcher-leases.ts';
import { startDispatcher, type Deliver, type DispatcherOptions } from '../../src/storage/dispatcher.ts';
import { appendEvent } from '../../src/storage/outbox.ts';
import type { Database } from '../../src/storage/schema.ts';
import { addContact, temporaryDatabase, temporaryFile } from './temporary-database.ts';
import { transact } from '../../src/storage/transact.ts';

let events = 0;

/** Appends `count` rows for a contact, which is made when it is new; `filler` blows the data up. */
async function append(db: Kysely<Database>, contactId: string, count = 1, filler = 0): Promise<void> {
  await transact(db, async (trx) => {
    const known = await trx
      .selectFrom('contacts')
      .select('id')
      .where('id', '=', contactId)
      .executeTakeFirst();
    if (!known) await addContact(trx, contactId);
    for (let i = 0; i < count; i += 1) {
      await appendEvent(trx, {
        contactId,
        source: '/test',
        eventId: String((events += 1)),
        type: 'totals-corrected',
        time: 0,
        data: { by: 'x'.repeat(filler), changes: [] },
        now: 0,
      });
    }
  });
}

/** A dispatcher that is stopped when the test is over; the clock stands at 0 unless it is given. */
function start(options: Pick<DispatcherOptions, 'db' | 'deliver'> & Partial<DispatcherOptions>) {
  const log = { warn: () => {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const dispatcher = startDispatcher({ owner: 'one', now: () => 0, log, pollEveryMs: 5, ...options });
  onTestFinished(() => dispatcher.stop());
  return dispatcher;
}

/** A `deliver` that takes everything, and what it was given. */
function recorder() {
  const calls: { contactId: string; sequences: number[] }[] = [];
  const deliver: Deliver = async (contactId, rows) => {
    calls.push({ contactId, sequences: rows.map((row) => row.sequence) });
  };
  const sequencesOf = (id: string) => calls.filter((c) => c.contactId === id).flatMap((c) => c.sequences);
  return { calls, deliver, sequencesOf };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

test('rows of a contact arrive in order, once, at most 200 in a delivery', async () => {
  const db = await temporaryDatabase();
  const { calls, deliver, sequencesOf } = recorder();
  await append(db, 'c_a', 450);
  await append(db, 'c_b', 3);
  await start({ db, deliver }).idle();
  expect(sequencesOf('c_a')).toEqual(upTo(450));
  expect(sequencesOf('c_b')).toEqual([1, 2, 3]);
  expect(calls.filter((call) => call.contactId === 'c_a').map((call) => call.sequences.length)).toEqual([
    200, 200, 50,
  ]);
});

test('a delivery stays below 256 KiB, but a row that is larger by itself goes alone', async () => {
  const db = await temporaryDatabase();
  const { calls, deliver } = recorder();
  await append(db, 'c_a', 3, 100_000);
  await append(db, 'c_a', 1, 300_000);
  await append(db, 'c_a', 1);
  await start({ db, deliver }).idle();
  expect(calls.map((call) => call.sequences)).toEqual([[1, 2], [3], [4], [5]]);
});

test('rows that come later, and from another process, are found', async () => {
  const file = await temporaryFile();
  const db = await temporaryDatabase(file);
  const { deliver, sequencesOf } = recorder();
  start({ db, deliver });
  const other = await temporaryDatabase(file);
  await append(other, 'c_a', 2);
  await vi.waitFor(() => expect(sequencesOf('c_a')).toEqual([1, 2]));
});

test('wake() delivers without waiting for the next poll', async () => {
  const db = await temporaryDatabase();
  const { deliver, sequencesOf } = recorder();
  const dispatcher = start({ db, deliver, pollEveryMs: 3_600_000 });
  await dispatcher.idle();
  await append(db, 'c_a');
  dispatcher.wake();
  await vi.waitFor(() => expect(sequencesOf('c_a')).toEqual([1]));
});

test('at most 32 contacts are delivered to at a time, and one of them never twice at a time', async () => {
  const db = await temporaryDatabase();
  for (let i = 0; i < 50; i += 1) await append(db, `c_${i}`, 1);
  const running: string[] = [];
  const gate = Promise.withResolvers<void>();
  let most = 0;
  const deliver: Deliver = async (contactId) => {
    expect(running).not.toContain(contactId);
    running.push(contactId);
    most = Math.max(most, running.length);
    await gate.promise;
    running.splice(running.indexOf(contactId), 1);
  };
  const dispatcher = start({ db, deliver });
  await vi.waitFor(() => expect(running).toHaveLength(32));
  await append(db, running[0] ?? '', 1);
  gate.resolve();
  await dispatcher.idle();
  expect(most).toBe(32);
});

test('a contact that fails backs off by 1, 2, 4 … 30 seconds while the others go on', async () => {
  const db = await temporaryDatabase();
  let time = 0;
  const { deliver, sequencesOf } = recorder();
  const attempts: number[] = [];
  let broken = true;
  const dispatcher = start({
    db,
    now: () => time,
    async deliver(contactId, rows) {
      if (contactId === 'c_bad') attempts.push(time);
      if (contactId === 'c_bad' && broken) throw new Error('no connection');
      await deliver(contactId, rows);
    },
  });
  await append(db, 'c_bad', 2);
  let rounds = 0;
  /** Two whole passes have happened at `instant`: a row of another contact has come through, twice. */
  const passAt = async (instant: number) => {
    time = instant;
    for (let i = 0; i < 2; i += 1) {
      await append(db, 'c_ok');
      dispatcher.wake();
      rounds += 1;
      await vi.waitFor(() => expect(sequencesOf('c_ok')).toEqual(upTo(rounds)));
    }
  };
  const tries = [0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000];
  for (const [index, at] of tries.entries()) {
    if (at > 0) await passAt(at - 1);
    await passAt(at);
    await vi.waitFor(() => expect(attempts).toEqual(tries.slice(0, index + 1)));
  }
  broken = false;
  await passAt(91_000);
  await dispatcher.idle();
  expect(sequencesOf('c_bad')).toEqual([1, 2]);
});

test('stop() waits for the delivery in flight and hands over to another dispatcher', async () => {
  const file = await temporaryFile();
  const [db, otherDb] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  const gate = Promise.withResolvers<void>();
  const [entered, enteredNow] = [Promise.withResolvers<void>(), recorder()];
  const first = start({
    db,
    async deliver() {
      entered.resolve();
      await gate.promise;
    },
  });
  await append(db, 'c_a');
  await entered.promise;
  const second = start({ db: otherDb, deliver: enteredNow.deliver, owner: 'two' });
  const idle = expect(first.idle()).rejects.toThrow(/stopped/);
  const stopped = first.stop();
  await append(db, 'c_a');
  gate.resolve();
  await stopped;
  await idle;
  await second.idle();
  expect(enteredNow.calls).toEqual([{ contactId: 'c_a', sequences: [2] }]);
});

test('after a crash in the middle of a delivery the rows come again, from the dispatcher that takes over', async () => {
  const file = await temporaryFile();
  const [db, otherDb] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  const crash = Promise.withResolvers<void>();
  const [before, after] = [recorder(), recorder()];
  // Its clock stands still as its process does: it renews nothing, and marks nothing as delivered.
  start({
    db,
    async deliver(contactId, rows) {
      await before.deliver(contactId, rows);
      await crash.promise;
    },
  });
  onTestFinished(() => crash.resolve());
  await append(db, 'c_a', 3);
  await vi.waitFor(() => expect(before.sequencesOf('c_a').length).toBeGreaterThan(0));
  const second = start({ db: otherDb, deliver: after.deliver, owner: 'two', now: () => LEASE_MS });
  await second.idle();
  expect(after.sequencesOf('c_a')).toEqual([1, 2, 3]);
});

test('what was delivered stays delivered after a restart', async () => {
  const file = await temporaryFile();
  const db = await temporaryDatabase(file);
  await append(db, 'c_a', 2);
  const first = start({ db, deliver: recorder().deliver });
  await first.idle();
  await first.stop();
  await append(db, 'c_a', 1);
  const { deliver, calls } = recorder();
  await start({ db: await temporaryDatabase(file), deliver }).idle();
  expect(calls).toEqual([{ contactId: 'c_a', sequences: [3] }]);
});

test('two dispatchers at once, one of which ends in the middle: each row arrives once, in order', async () => {
  const file = await temporaryFile();
  const [db, otherDb] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  const contacts = upTo(20).map((n) => `c_${n}`);
  const [one, two] = [recorder(), recorder()];
  const delivering = new Set<string>();
  /** Whoever delivers, nobody else delivers to the same contact meanwhile. */
  const alone =
    (deliver: Deliver): Deliver =>
    async (contactId, rows) => {
      expect(delivering).not.toContain(contactId);
      delivering.add(contactId);
      await new Promise((resolve) => setImmediate(resolve));
      await deliver(contactId, rows);
      delivering.delete(contactId);
    };
  const first = start({ db, deliver: alone(one.deliver) });
  await first.idle();
  const second = start({ db: otherDb, deliver: alone(two.deliver), owner: 'two' });
  for (let round = 0; round < 10; round += 1) {
    for (const contactId of contacts) await append(db, contactId, 3);
    if (round === 4) await first.stop();
  }
  await second.idle();
  const calls = [...one.calls, ...two.calls];
  for (const contactId of contacts) {
    const sequences = calls.filter((call) => call.contactId === contactId).flatMap((call) => call.sequences);
    expect(sequences).toEqual(upTo(30));
  }
  expect([one.calls.length, two.calls.length]).not.toContain(0);
});
