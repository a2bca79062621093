import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyProject } from './project.ts';

/** A project with one mistake on line 4 of one map. */
async function projectWithMistake() {
  const project = await emptyProject();
  mkdirSync(join(project.folder, 'maps'));
  writeFileSync(
    join(project.folder, 'maps/x.map.yaml'),
    'map: x\ntriggers:\n  a:\n    onn: login-used\n    steps: []\n',
  );
  return project;
}

describe('check --format', () => {
  test('sarif: the log alone on standard output, what it comes to on standard error', async () => {
    const { run } = await projectWithMistake();
    const { code, out, err } = await run(['check', '--format', 'sarif']);
    expect(code).toBe(1);
    const { version, runs } = JSON.parse(out) as { version: string; runs: { results: object[] }[] };
    expect({ version, uris: JSON.stringify(runs[0]?.results).match(/maps\/x\.map\.yaml/g)?.length }).toEqual({
      version: '2.1.0',
      uris: runs[0]?.results.length,
    });
    expect(err).toMatch(/^1 map checked: \d errors?, 0 warnings\n/);
  });

  test('github: workflow commands alone on standard output', async () => {
    const { run } = await projectWithMistake();
    const { code, out, err } = await run(['check', '--format', 'github']);
    expect(code).toBe(1);
    for (const line of out.trimEnd().split('\n'))
      expect(line).toMatch(/^::error file=maps\/x\.map\.yaml,line=\d+,.*title=MW\d{3} /);
    expect(err).toMatch(/^1 map checked: /);
  });

  test('--json is short for --format json', async () => {
    const { run } = await projectWithMistake();
    const [short, long] = await Promise.all([run(['check', '--json']), run(['check', '--format', 'json'])]);
    expect(short).toEqual(long);
    expect(JSON.parse(short.out)).toHaveProperty('summary.maps', 1);
  });

  test('any other is wrong use, and says which there are', async () => {
    const { run } = await emptyProject();
    const { code, out, err } = await run(['check', '--format', 'xml']);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(/Allowed choices are human, json, sarif, github/);
  });

  test('colours are as Node says: none in a pipe, unless they are asked for', async () => {
    const { run } = await projectWithMistake();
    const [plain, forced] = await Promise.all([run(['check']), run(['check'], { FORCE_COLOR: '1' })]);
    expect(plain.out).not.toContain('\u001b');
    expect(forced.out).toContain('\u001b[31m');
    expect(forced.code).toBe(plain.code);
  });
});
