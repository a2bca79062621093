import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('nobody begins a transaction of their own, which PostgreSQL would not isolate', async () => {
  const own: string[] = [];
  for await (const file of glob('{src,activities}/**/*.ts')) {
    const text = await readFile(file, 'utf8');
    if (/\.transaction\(\)|startTransaction/.test(text)) own.push(file);
  }
  expect(own).toEqual(['src/storage/transact.ts']);
});
