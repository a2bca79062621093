import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCheck } from '../../src/cli/commands/check.ts';
import { compileMaps } from '../../src/compiler/compile-maps.ts';

const root = join(import.meta.dirname, '../..');

async function check(path: string, options: { format?: 'human' | 'json'; strict?: boolean } = {}) {
  let text = '';
  const write = (part: string) => (text += part);
  const code = await runCheck({ path, format: 'human', strict: false, color: false, write, ...options });
  return { code, text };
}

describe('the reference maps', () => {
  test('compile without an error or a warning', async () => {
    expect(await check(join(root, 'maps'), { strict: true })).toEqual({
      code: 0,
      text: '1 map checked: no problems\n',
    });
  });

  test('compile to the same output each time', async () => {
    const [first, second] = await Promise.all([compileMaps({ path: 'maps' }), compileMaps({ path: 'maps' })]);
    expect(JSON.stringify(first.output)).toBe(JSON.stringify(second.output));
    expect(first.output?.programs.map(({ map }) => map)).toEqual(['partner-welcome', 'main.notices']);
  });
});

describe('check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mapwright-check-'));
    cpSync(join(root, 'maps'), folder, { recursive: true });
    const map =
      'map: y\ntriggers:\n  a: { on: login-used, scope: anyone, steps: [end, { email: welcom }] }\n';
    writeFileSync(join(folder, 'y.map.yaml'), map);
    mkdirSync(join(folder, 'releases'));
    writeFileSync(join(folder, 'releases/z.map.yaml'), 'map: [\n');
    mkdirSync(join(folder, '.hidden'));
    writeFileSync(join(folder, '.hidden/z.map.yaml'), 'map: [\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('reports in the machine shape, for a folder outside the project', async () => {
    const { code, text } = await check(folder, { format: 'json' });
    expect(code).toBe(1);
    const { diagnostics, summary } = JSON.parse(text) as {
      diagnostics: { code: string; file: string }[];
      summary: unknown;
    };
    expect(summary).toEqual({ maps: 2, errors: 1, warnings: 1 });
    expect(diagnostics.map((one) => one.code).toSorted()).toEqual(['MW302', 'MW319']);
    expect(diagnostics.every(({ file }) => file.endsWith('/y.map.yaml') && !file.includes('\\'))).toBe(true);
  });

  test('a folder that is not there, and a file in its place', async () => {
    expect((await check(join(folder, 'nowhere'))).text).toContain('MW114');
    expect((await check(join(folder, 'y.map.yaml'))).text).toContain('it is a file, not a folder');
  });

  test('warnings fail only when told to', async () => {
    writeFileSync(
      join(folder, 'y.map.yaml'),
      'map: y\ntriggers:\n  a: { on: login-used, scope: anyone, steps: [end, { email: note }] }\n',
    );
    writeFileSync(join(folder, 'emails/note.email.md'), '---\nsubject: Hello\n---\n');
    expect((await check(folder)).code).toBe(0);
    expect((await check(folder, { strict: true })).code).toBe(1);
  });

  test('a file that cannot be read is named', async () => {
    symlinkSync('nowhere', join(folder, 'z.map.yaml'));
    expect((await check(folder)).text).toMatch(/z\.map\.yaml` cannot be read: it does not exist/);
  });
});

test('check loads no server, database or mail code', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import('./src/cli/commands/check.ts');
    console.log(loaded.filter((url) => /temporalio|kysely|node:sqlite|nodemailer|mjml|fastify|src\\/(email|storage|partners|temporal|gateway)\\//.test(url)).join(' '));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(output.trim()).toBe('');
});
