import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Fix, Position } from '../../src/diagnostics/diagnostic.ts';
import { baseFiles, compileFiles, FIXTURES, fixtureNames } from './fixture-cases.ts';

type Files = Record<string, Uint8Array | string>;

function filesOf(name: string): Files {
  const folder = join(FIXTURES, name, 'maps');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return {
    ...baseFiles(),
    ...Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path)])),
  };
}

function offsetOf({ line, column }: Position, text: string): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

function fixed(files: Files, { file, start, end, text }: Fix): Files {
  const path = file.replace(/^maps\//, '');
  const source = files[path] ?? '';
  const before = typeof source === 'string' ? source : new TextDecoder().decode(source);
  return {
    ...files,
    [path]: before.slice(0, offsetOf(start, before)) + text + before.slice(offsetOf(end, before)),
  };
}

const count = (diagnostics: readonly Diagnostic[], code: string) =>
  diagnostics.filter((one) => one.code === code).length;

/** Mistakes that keep a file from being read at all; a fix must never lead to one. */
const UNREADABLE = ['MW101', 'MW136', 'MW137'];

describe('every fix that the fixtures of YAML offer mends its mistake, and breaks nothing', () => {
  const names = fixtureNames().filter((name) => name.startsWith('yaml-'));
  test.each(names)('%s', async (name) => {
    const files = filesOf(name);
    const { diagnostics } = await compileFiles(files);
    for (const { code, fixes } of diagnostics) {
      for (const fix of fixes) {
        const after = await compileFiles(fixed(files, fix));
        const title = `${code} ${fix.title} at ${fix.start.line}:${fix.start.column}`;
        expect(count(after.diagnostics, code), title).toBe(count(diagnostics, code) - 1);
        for (const other of UNREADABLE.filter((one) => one !== code))
          expect(count(after.diagnostics, other), title).toBe(count(diagnostics, other));
      }
    }
  });

  test('with all of them, file after file, nothing is left to mend', async () => {
    let files = filesOf('yaml-text-that-needs-quotes');
    for (let round = 0; round < 20; round++) {
      const { diagnostics } = await compileFiles(files);
      const fix = diagnostics.find(({ code, fixes }) => code.startsWith('MW1') && fixes.length > 0)?.fixes[0];
      if (!fix) break;
      files = fixed(files, fix);
    }
    const { diagnostics } = await compileFiles(files);
    expect(diagnostics.filter(({ code }) => code.startsWith('MW1'))).toEqual([]);
  });

  test('line ends stay as they are', async () => {
    const tabbed = 'map: x\r\ntriggers:\r\n\ta:\r\n\t\ton: login-used\r\n';
    const { diagnostics } = await compileFiles({ ...baseFiles(), 'x.map.yaml': tabbed });
    const fix = diagnostics[0]?.fixes[0];
    expect(fix && fixed({ 'x.map.yaml': tabbed }, fix)['x.map.yaml']).toBe(
      'map: x\r\ntriggers:\r\n  a:\r\n    on: login-used\r\n',
    );
  });
});
