import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyProject } from './project.ts';

const REFERENCE = join(import.meta.dirname, '../../maps');
const MESSY = 'fields: {"a": {type: url}}';
const TIDY = `# yaml-language-server: $schema=https://mapwright.dev/schemas/contact.schema.json
fields: { a: { type: url } }
`;
const BROKEN = 'fields: {"a" {type: url}}\n';

/** A project whose maps are those of the reference, with some files of its own. */
async function projectWith(files: Record<string, string>) {
  const project = await emptyProject();
  const maps = join(project.folder, 'maps');
  mkdirSync(maps);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(maps, name), text);
  return { ...project, maps, read: (name: string) => readFileSync(join(maps, name), 'utf8') };
}

test('the reference maps are in canonical form, from outside the project', async () => {
  const { run } = await emptyProject();
  const { code, out, err } = await run(['fmt', '--check', REFERENCE]);
  expect({ code, out, err }).toEqual({ code: 0, out: '14 files in canonical form\n', err: '' });
});

test('fmt writes the project’s maps in place, once, and lists what it changed', async () => {
  const { run, read, maps } = await projectWith({ 'contact.yaml': MESSY, 'notes.txt': 'no document' });
  cpSync(join(REFERENCE, 'sending.yaml'), join(maps, 'sending.yaml'));
  chmodSync(join(maps, 'contact.yaml'), 0o640);
  expect(await run(['fmt'])).toEqual({
    code: 0,
    out: 'maps/contact.yaml\n1 file formatted, 1 file in canonical form already\n',
    err: '',
  });
  expect(read('contact.yaml')).toBe(TIDY);
  expect(statSync(join(maps, 'contact.yaml')).mode & 0o777).toBe(0o640);
  expect(readdirSync(maps).sort()).toEqual(['contact.yaml', 'notes.txt', 'sending.yaml']);
  expect(await run(['fmt'])).toEqual({ code: 0, out: '2 files in canonical form\n', err: '' });
});

test('--check writes nothing and fails when a file would change', async () => {
  const { run, read } = await projectWith({ 'contact.yaml': MESSY });
  expect(await run(['fmt', '--check', 'maps/contact.yaml'])).toEqual({
    code: 1,
    out: 'maps/contact.yaml\n1 file would change\n',
    err: '',
  });
  expect(read('contact.yaml')).toBe(MESSY);
});

test('a file that cannot be read stays as it is, is shown with its problem, and the others are formatted', async () => {
  const { run, read } = await projectWith({ 'contact.yaml': MESSY, 'sending.yaml': BROKEN });
  const { code, out, err } = await run(['fmt']);
  expect({ code, out }).toEqual({
    code: 1,
    out: 'maps/contact.yaml\n1 file formatted, 1 file left alone, for the reason above\n',
  });
  expect(err).toMatch(/^maps\/sending\.yaml:1:14 error MW101: .*\n> 1 \| fields/);
  expect(read('sending.yaml')).toBe(BROKEN);
  expect(read('contact.yaml')).toBe(TIDY);
});

test('--json says the same to programs', async () => {
  const { run } = await projectWith({ 'contact.yaml': MESSY, 'sending.yaml': BROKEN });
  const { code, out, err } = await run(['fmt', '--json', 'maps', 'nowhere', 'maps/notes.txt']);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(JSON.parse(out)).toEqual({
    changed: ['maps/contact.yaml'],
    diagnostics: [expect.objectContaining({ code: 'MW101', file: 'maps/sending.yaml' })],
    problems: [
      { file: 'nowhere', message: 'cannot be read: it does not exist' },
      { file: 'maps/notes.txt', message: 'cannot be read: it does not exist' },
    ],
    summary: { files: 4, changed: 1, failed: 3 },
  });
});

test('behind a link, the file that it points to is formatted', async () => {
  const { run, maps, folder } = await projectWith({});
  writeFileSync(join(folder, 'shared.yaml'), MESSY);
  symlinkSync('../shared.yaml', join(maps, 'contact.yaml'));
  expect((await run(['fmt', 'maps/contact.yaml'])).code).toBe(0);
  expect(readFileSync(join(folder, 'shared.yaml'), 'utf8')).toBe(TIDY);
});

test.each([
  [
    'a file of no known kind',
    'maps/notes.yaml',
    /^maps\/notes\.yaml is none of NAME\.map\.yaml, .*sending\.yaml\.\n/,
  ],
  ['a folder without documents', 'empty', /^empty holds no maps, programs, scenarios or emails\.\n/],
])('%s is an answer, not a bug', async (_what, path, said) => {
  const { run, folder } = await projectWith({ 'notes.yaml': 'a: 1\n' });
  mkdirSync(join(folder, 'empty'));
  const { code, err } = await run(['fmt', path]);
  expect(code).toBe(1);
  expect(err).toMatch(said);
});

describe('--stdin, for editors', () => {
  const stdin = async (args: string[], input: string) => {
    const { run } = await emptyProject();
    return await run(['fmt', '--stdin', '--stdin-filename', 'maps/contact.yaml', ...args], {}, input);
  };

  test('answers the formatted text', async () => {
    expect(await stdin([], MESSY)).toEqual({ code: 0, out: TIDY, err: '' });
    expect(await stdin([], TIDY)).toEqual({ code: 0, out: TIDY, err: '' });
  });

  test('answers nothing for a text that cannot be read', async () => {
    const { code, out, err } = await stdin([], BROKEN);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^maps\/contact\.yaml:1:14 error MW101/);
  });

  test('--check fails for a text that would change', async () => {
    expect(await stdin(['--check'], MESSY)).toEqual({ code: 1, out: 'maps/contact.yaml\n', err: '' });
    expect(await stdin(['--check'], TIDY)).toEqual({ code: 0, out: '', err: '' });
  });

  test('--json holds the text, or the problem', async () => {
    const { out } = await stdin(['--json'], MESSY);
    expect(JSON.parse(out)).toEqual({ changed: true, text: TIDY, diagnostics: [], problems: [] });
    const broken = await stdin(['--json'], BROKEN);
    expect(JSON.parse(broken.out)).toMatchObject({ changed: false, diagnostics: [{ code: 'MW101' }] });
  });
});
