import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { startRetention } from '../../src/stack/retention-rounds.ts';
import { startRounds } from '../../src/stack/rounds.ts';
import { claimKey } from '../../src/storage/idempotency-keys.ts';
import { temporaryDatabase } from '../storage/temporary-database.ts';

const HOUR = 3_600_000;

test('it goes round at once, when woken, and every so often', async () => {
  let went = 0;
  const count = async () => void (went += 1);
  const rounds = startRounds(count, HOUR, () => undefined);
  await vi.waitFor(() => expect(went).toBe(1));
  rounds.wake();
  await vi.waitFor(() => expect(went).toBe(2));
  await rounds.stop();
  const often = startRounds(count, 1, () => undefined);
  await vi.waitFor(() => expect(went).toBeGreaterThan(4));
  await often.stop();
  const before = went;
  rounds.wake();
  expect(went).toBe(before);
});

test('who wakes it during a round gets one more, and never two at a time', async () => {
  let under = 0;
  let went = 0;
  const ends: (() => void)[] = [];
  const rounds = startRounds(
    async () => {
      under += 1;
      went += 1;
      expect(under).toBe(1);
      await new Promise<void>((resolve) => ends.push(resolve));
      under -= 1;
    },
    HOUR,
    (error) => {
      throw error;
    },
  );
  rounds.wake();
  rounds.wake();
  ends[0]?.();
  await vi.waitFor(() => expect(went).toBe(2));
  const stopped = rounds.stop();
  ends[1]?.();
  await stopped;
  expect(went).toBe(2);
});

test('a round that fails is told, and the next one comes all the same', async () => {
  const failures: unknown[] = [];
  const rounds = startRounds(
    async () => {
      throw new Error(`failure ${failures.length}`);
    },
    1,
    (error) => failures.push(error),
  );
  await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1));
  await rounds.stop();
});

test('what is old is forgotten as soon as the stack starts', async () => {
  const db = await temporaryDatabase();
  await claimKey(db, { door: '/hooks/sales', key: 'k-1', body: 'one' }, 0);
  const log = pino({ level: 'silent' });
  const retention = startRetention({ db, now: () => 2 * 24 * HOUR, log });
  const keys = () => db.selectFrom('idempotency_keys').select('key').execute();
  await vi.waitFor(async () => expect(await keys()).toEqual([]));
  await retention.stop();
});
