import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { VARIABLES } from '../../src/configuration/variables.ts';

test('docs/configuration.md names every variable once, and no other', async () => {
  const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.map((row) => /^\| `([\w.]+)` +\| `(\w+)` +\|/.exec(row)?.[2]);
  expect(named.map(String).toSorted()).toEqual(VARIABLES.map(({ name }) => name).toSorted());
});
