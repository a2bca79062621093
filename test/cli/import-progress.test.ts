import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { progressBar } from '../../src/cli/import/progress.ts';

/** A terminal, or a pipe, and what is written to it. */
function written(isTTY: boolean): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 80 }), text: () => text };
}

test('a bar shows how much of the file is done, and is gone at the end', async () => {
  const { stream, text } = written(true);
  let share = 0;
  const bar = progressBar({ stream, share: () => share });
  share = 0.25;
  bar.add(1_000);
  await expect.poll(text).toContain('1000 lines');
  expect(stripVTControlCharacters(text())).toContain('██████░░░░░░░░░░░░░░░░░░ 25 %, 1000 lines');
  bar.end();
  // ECMA-48: to the first column, and erase in line.
  expect(text().endsWith('\u001b[1G\u001b[2K')).toBe(true);
});

test('nothing of it in a pipe', () => {
  const { stream, text } = written(false);
  const bar = progressBar({ stream, share: () => 1 });
  bar.add(1);
  bar.end();
  expect(text()).toBe('');
});
