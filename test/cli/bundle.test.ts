import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleAuthorVerbs } from '../../tools/bundle/bundle.ts';

const ROOT = join(import.meta.dirname, '../..');
const CHECK = ['check', 'maps', '--json'];

let copy = '';

/** A copy of the project with the same packages, as `npm ci` leaves it. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'mapwright-bundle-'));
  for (const name of ['bin', 'src', 'maps', 'package.json', 'temporal.config.ts'])
    await cp(join(ROOT, name), join(copy, name), { recursive: true });
  await mkdir(join(copy, 'node_modules'));
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (name === '.cache') continue;
    await symlink(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
  await writeFile(join(copy, 'probe.cjs'), PROBE);
  await bundleAuthorVerbs(copy);
});

afterAll(() => rm(copy, { recursive: true }));

/** Says at the end which files of the bundle were loaded. */
const PROBE = `process.on('exit', () => {
  const bundled = Object.keys(require.cache).filter((file) => file.includes('.cache/mapwright'));
  console.error('BUNDLED ' + bundled.map((file) => file.replace(/.*\\//, '')).join(' '));
});`;

function run(...args: string[]) {
  const probe = ['--require', join(copy, 'probe.cjs')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...probe, 'bin/mapwright.js', ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  const [said = '', bundled = ''] = stderr.split('BUNDLED ');
  return { answer: { status, stdout, said }, bundled: bundled.split(/\s+/).filter((name) => name !== '') };
}

/** The same from the sources. */
function runFromSources(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, stdout, said: stderr };
}

test.each([
  ['check', CHECK],
  ['check, for people', ['check', 'maps']],
  ['check of what is not there', ['check', 'nowhere']],
  ['fmt', ['fmt', 'maps', '--check']],
  ['wrong use', ['check', '--strct']],
])('%s: from the bundle and from the sources, the answer is the same', (_, args) => {
  const { answer, bundled } = run(...args);
  expect(bundled).toContain('main.cjs');
  expect(answer).toEqual(runFromSources(...args));
});

test('check loads no code of other verbs, and fixes files', async () => {
  expect(run(...CHECK).bundled).toEqual(['main.cjs', 'check.cjs', 'compile-maps.cjs', 'render-human.cjs']);
  const misspelt = 'map: x\ntitel: Hello\nprogram: main\ntriggers: { a: { on: added, steps: [exit] } }\n';
  await mkdir(join(copy, 'broken'));
  await writeFile(join(copy, 'broken/x.map.yaml'), misspelt);
  expect(run('check', 'broken', '--fix').answer.stdout).toContain('titel');
});

test('other verbs start from their sources', () => {
  expect(run('explain-code', 'MW203').bundled).toEqual([]);
});

test('a bundle is left alone when a source of it has changed or gone', async () => {
  const source = join(copy, 'src/compiler/workspace.ts');
  await utimes(source, new Date(), new Date());
  const { answer, bundled } = run(...CHECK);
  expect(bundled).toEqual([]);
  expect(answer.status).toBe(0);

  await bundleAuthorVerbs(copy);
  expect(run(...CHECK).bundled).not.toEqual([]);
  await rm(source);
  expect(run(...CHECK).bundled).toEqual([]);
});
