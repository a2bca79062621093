import { expect, test } from 'vitest';
import { progressBar } from '../../src/cli/import/progress.ts';

/** A bar on a terminal, or in a pipe, whose clock and file go on by hand. */
function drawing(isTTY: boolean) {
  const written: string[] = [];
  const at = { now: 0, share: 0 };
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const bar = progressBar({ stream, share: () => at.share, now: () => at.now });
  return { at, bar, written };
}

test('a bar shows how much of the file is done, and is gone at the end', () => {
  const { at, bar, written } = drawing(true);
  bar.add(500);
  expect(written).toEqual([]);
  Object.assign(at, { now: 2_000, share: 0.25 });
  bar.add(500);
  Object.assign(at, { now: 4_000, share: 1 });
  bar.add(1_000);
  bar.end();
  expect(written).toEqual([
    '\r██████░░░░░░░░░░░░░░░░░░ 25 %, 1000 lines, 500 a second\u001b[K',
    '\r████████████████████████ 100 %, 2000 lines, 500 a second\u001b[K',
    '\r\u001b[K',
  ]);
});

test('nothing of it in a pipe', () => {
  const { at, bar, written } = drawing(false);
  at.now = 60_000;
  bar.add(1);
  bar.end();
  expect(written).toEqual([]);
});
