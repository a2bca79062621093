import { expect, test } from 'vitest';
import { holdPartitions, LEASE_MS, releasePartitions } from '../../src/storage/dispatcher-leases.ts';
import { PARTITIONS } from '../../src/storage/partition.ts';
import { temporaryDatabase, temporaryFile } from './temporary-database.ts';

const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const held = (partitions: number[]) => partitions.toSorted((a, b) => a - b);

test('the first dispatcher takes all partitions, a second gets none', async () => {
  const db = await temporaryDatabase();
  expect(held(await holdPartitions(db, 'one', 0))).toEqual(all);
  expect(await holdPartitions(db, 'two', LEASE_MS - 1)).toEqual([]);
});

test('of two that start at once each partition has one', async () => {
  const file = await temporaryFile();
  const [one, two] = [await temporaryDatabase(file), await temporaryDatabase(file)];
  const [first, second] = await Promise.all([holdPartitions(one, 'one', 0), holdPartitions(two, 'two', 0)]);
  expect(held([...first, ...second])).toEqual(all);
});

test('a silent dispatcher loses its partitions when the lease is over, and does not get them back', async () => {
  const db = await temporaryDatabase();
  await holdPartitions(db, 'one', 0);
  expect(held(await holdPartitions(db, 'two', LEASE_MS))).toEqual(all);
  expect(await holdPartitions(db, 'one', LEASE_MS + 1)).toEqual([]);
});

test('a live one renews in time, and writes nothing in between', async () => {
  const db = await temporaryDatabase();
  // A renewal says when: a row that is the same was not written.
  const leases = () => db.selectFrom('dispatcher_leases').selectAll().orderBy('partition').execute();
  await holdPartitions(db, 'one', 0);
  const before = await leases();
  expect(held(await holdPartitions(db, 'one', 3_000))).toEqual(all);
  expect(await leases()).toEqual(before);
  expect(held(await holdPartitions(db, 'one', 6_000))).toEqual(all);
  expect(await holdPartitions(db, 'two', LEASE_MS + 1)).toEqual([]);
});

test('what is given up is free at once', async () => {
  const db = await temporaryDatabase();
  await holdPartitions(db, 'one', 0);
  await releasePartitions(db, 'two');
  expect(await holdPartitions(db, 'two', 1)).toEqual([]);
  await releasePartitions(db, 'one');
  expect(held(await holdPartitions(db, 'two', 1))).toEqual(all);
});
