import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyProject } from './project.ts';

const REFERENCE = join(import.meta.dirname, '../../maps');

test('check of maps outside the project: nothing wrong, exit code 0, no colour in a pipe', async () => {
  const { run } = await emptyProject();
  expect(await run(['check', REFERENCE])).toEqual({ code: 0, out: '1 map checked: no problems\n', err: '' });
});

test('check of the project’s own maps: a mistake fails, and --json says where', async () => {
  const { run, folder } = await emptyProject();
  cpSync(REFERENCE, join(folder, 'maps'), { recursive: true });
  writeFileSync(join(folder, 'maps/contact.yaml'), 'feilds: {}\n');
  const { code, out } = await run(['check', '--json']);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(out) as { diagnostics: object[] };
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ file: 'maps/contact.yaml', start: { line: 1, column: 1 }, severity: 'error' }),
  );
});

test('a folder that is not there is an answer, not a bug', async () => {
  const { run } = await emptyProject();
  expect(await run(['check', 'nowhere'])).toMatchObject({ code: 1, err: '' });
});
