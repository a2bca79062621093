import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('nobody else begins transactions that write, which PostgreSQL would not isolate', async () => {
  const own: string[] = [];
  for await (const file of glob('{src,activities}/**/*.ts')) {
    const text = await readFile(file, 'utf8');
    if (/\.transaction\(\)|startTransaction/.test(text)) own.push(file);
  }
  expect(own.sort()).toEqual([
    'src/storage/group-commit.ts',
    'src/storage/read-at-one-moment.ts',
    'src/storage/transact.ts',
  ]);
});
