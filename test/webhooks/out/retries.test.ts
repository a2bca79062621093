import { expect, test } from 'vitest';
import { MOST_ATTEMPTS, pauseAfter } from '../../../src/webhooks/out/retries.ts';

const attempts = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => index + 1);

test('the pauses grow, and in all they are about a day', () => {
  const pauses = attempts.map((attempt) => pauseAfter(attempt, 0.5));
  expect(pauses.slice(0, 4)).toEqual([5_000, 20_000, 80_000, 320_000]);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(32);
});

test('chance moves a pause by a fifth', () => {
  expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([4_000, 6_000]);
});
