import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeEdits } from '../../src/cli/write-edits.ts';
import { emptyProject } from './project.ts';

const BROKEN = 'map: x\ntriggers:\n  a:\n    on: added\n    scpoe: anyone\n    onec: true\n';
const MENDED = BROKEN.replace('scpoe', 'scope').replace('onec', 'once');

const SENDING = 'from: Acme <partners@acme.example>\npostalAddress: Acme Ltd, London\n';

/** A project with one map. */
async function projectWith(map: string) {
  const project = await emptyProject();
  const file = join(project.folder, 'maps/x.map.yaml');
  mkdirSync(join(project.folder, 'maps'));
  writeFileSync(file, map);
  writeFileSync(join(project.folder, 'maps/sending.yaml'), SENDING);
  return { ...project, file, text: () => readFileSync(file, 'utf8') };
}

describe('check --fix', () => {
  test('mends the files, and says what was fixed and what is left', async () => {
    const { run, text } = await projectWith(`${BROKEN}    form: nothing\n`);
    expect((await run(['check'])).out).toMatch(/\n2 of them can be fixed by `mapwright check --fix`\.\n$/);
    const { code, out } = await run(['check', '--fix']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^maps\/x\.map\.yaml:5 fixed MW203: Write `scope` instead of `scpoe`\nmaps\/x\.map\.yaml:6 fixed MW203: .*\n\nmaps\/x\.map\.yaml:7:5 error MW203: `form`/,
    );
    expect(text()).toBe(`${MENDED}    form: nothing\n`);
  });

  test('with nothing left succeeds, and there is nothing to do the second time', async () => {
    const { run, text, folder } = await projectWith(BROKEN);
    expect((await run(['check', '--fix'])).code).toBe(0);
    expect(await run(['check', '--fix'])).toEqual({ code: 0, out: '1 map checked: no problems\n', err: '' });
    expect(text()).toBe(MENDED);
    expect(readdirSync(join(folder, 'maps'))).toEqual(['sending.yaml', 'x.map.yaml']);
  });

  test('--format json says what was fixed, too', async () => {
    const { run } = await projectWith(BROKEN);
    const { out } = await run(['check', '--fix', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      diagnostics: [],
      summary: { maps: 1, errors: 0, warnings: 0 },
      fixed: [
        { code: 'MW203', file: 'maps/x.map.yaml', start: { line: 5 }, fixes: [{ text: 'scope' }] },
        { code: 'MW203', start: { line: 6 } },
      ],
      leftAlone: [],
    });
  });

  test('--format github says it on standard error', async () => {
    const { run } = await projectWith(BROKEN);
    const { out, err } = await run(['check', '--fix', '--format', 'github']);
    expect(out).toBe('');
    expect(err).toMatch(/^maps\/x\.map\.yaml:5 fixed MW203.*\n[\s\S]*1 map checked: no problems\n$/);
  });

  test('leaves a file as it was that would have more errors then', async () => {
    const map =
      'map: x\ntriggers:\n  a: { on: added }\nmilestoens:\n  m: { field: nothing }\n  n: { at: [3, 2] }\n';
    const { run, text } = await projectWith(map);
    const { code, out } = await run(['check', '--fix']);
    expect(code).toBe(1);
    expect(out).toMatch(/^maps\/x\.map\.yaml left as it was: /);
    expect(text()).toBe(map);
  });

  test('takes a byte order mark away', async () => {
    const { run, text } = await projectWith(`\u{FEFF}${MENDED}`);
    expect((await run(['check', '--fix'])).out).toMatch(/^maps\/x\.map\.yaml:1 fixed MW110: Save without/);
    expect(text()).toBe(MENDED);
  });

  test('writes through a link, and keeps who may read the file', async () => {
    const { run, file, folder } = await projectWith(BROKEN);
    const elsewhere = join(folder, 'elsewhere.yaml');
    writeFileSync(elsewhere, BROKEN.replace('map: x', 'map: y'));
    chmodSync(elsewhere, 0o600);
    symlinkSync(elsewhere, join(folder, 'maps/y.map.yaml'));
    chmodSync(file, 0o640);
    expect((await run(['check', '--fix'])).code).toBe(0);
    expect(lstatSync(join(folder, 'maps/y.map.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toBe(MENDED.replace('map: x', 'map: y'));
    expect([statSync(file).mode & 0o777, statSync(elsewhere).mode & 0o777]).toEqual([0o640, 0o600]);
  });
});

describe('writing an edit', () => {
  test('stops before a file that was changed meanwhile', async () => {
    const { file, text } = await projectWith('new\n');
    const write = writeEdits(new Map([[file, 'old\n']]), new Map([[file, 'edited\n']]));
    await expect(write).rejects.toThrow(/was changed while it was checked/);
    expect(text()).toBe('new\n');
  });

  test('of a file that cannot be written says so', async () => {
    const { folder } = await projectWith('');
    const gone = join(folder, 'gone.yaml');
    const write = writeEdits(new Map([[gone, '']]), new Map([[gone, 'x']]));
    await expect(write).rejects.toThrow(/gone\.yaml could not be written, so it is as it was/);
  });
});
