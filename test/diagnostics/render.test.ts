import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderFixes } from '../../src/diagnostics/render-fixes.ts';
import { renderHuman } from '../../src/diagnostics/render-human.ts';
import { renderJson } from '../../src/diagnostics/render-json.ts';

const at = (line: number, column: number, length = 1, file = 'maps/x.map.yaml') => ({
  file,
  start: { line, column },
  end: { line, column: column + length },
});
const found = diagnostic(
  'MW203',
  { key: 'fomr', where: 'a map', allowed: '`form`', suggestion: '' },
  at(2, 3, 4),
);
const TEXT = 'map: x\n  fomr: a\ntitle: y\n';

describe('human', () => {
  const sources = new Map([['maps/x.map.yaml', TEXT]]);

  test('plain text without colour, with a count at the end', () => {
    const text = renderHuman([found], { maps: 1, sources, color: false });
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/^maps\/x\.map\.yaml:2:3 error MW203: /);
    expect(text).toMatch(/\n1 map checked: 1 error, 0 warnings\n$/);
  });

  test('colours when told to', () => {
    expect(renderHuman([found], { maps: 1, sources, color: true })).toContain('\u001b[31m');
  });

  const place = { file: 'maps/y.map.yaml', start: { line: 1, column: 6 }, end: { line: 1, column: 7 } };
  const near = { word: 'x', meant: 'xx', certain: true };
  const fixable = diagnostic('MW305', { name: 'x', suggestion: near }, place);

  test('a terminal’s width wraps sentences, and never an address', () => {
    const text = renderHuman([found], { sources, color: false, width: 44 });
    expect(text).toBe(
      [
        'maps/x.map.yaml:2:3 error MW203: `fomr` is',
        '  not a key of a map.',
        '  1 | map: x',
        '> 2 |   fomr: a',
        '    |   ^^^^',
        '  3 | title: y',
        '  Keys here: `form`.',
        '  https://mapwright.dev/diagnostics#mw203',
        '',
      ].join('\n'),
    );
  });

  test('lines are never wider than is good to read, however wide the terminal is', () => {
    const long = diagnostic(
      'MW203',
      { key: 'fomr', where: 'a map', allowed: 'word '.repeat(60), suggestion: '' },
      at(2, 3, 4),
    );
    const widest = (width: number) =>
      Math.max(
        ...renderHuman([long], { sources, color: false, width })
          .split('\n')
          .map((one) => one.length),
      );
    expect(widest(300)).toBeLessThanOrEqual(120);
    expect(widest(300)).toBeGreaterThan(100);
    expect(widest(50)).toBeLessThanOrEqual(50);
  });

  test('a place that explains the problem has a frame of its own, unless it can be seen', () => {
    const elsewhere = { message: 'first defined here', ...place };
    const nearby = { message: 'and here', ...at(1, 1, 3) };
    const texts = new Map([...sources, ['maps/y.map.yaml', 'map: x\na: b\nc: d\n']]);
    const text = renderHuman([{ ...found, related: [elsewhere, nearby] }], { sources: texts, color: false });
    expect(text).toContain(
      [
        '  maps/y.map.yaml:1:6 first defined here',
        '  > 1 | map: x',
        '      |      ^',
        '    2 | a: b',
        '  maps/x.map.yaml:1:1 and here',
        '  Keys here',
      ].join('\n'),
    );
  });

  test('says how much can be fixed', () => {
    const end = (all: Diagnostic[]) => renderHuman(all, { maps: 1, color: false }).split(' checked: ')[1];
    expect(end([found])).toBe('1 error, 0 warnings\n');
    expect(end([fixable])).toBe('1 error, 0 warnings\nIt can be fixed by `mapwright check --fix`.\n');
    expect(end([found, fixable])).toMatch(/\n1 of them can be fixed by/);
    expect(end([fixable, fixable])).toMatch(/\nAll of them can be fixed by/);
  });

  test('obeys no escape sequence of a file or its name', () => {
    const hostile = { ...found, message: 'a\u001b[2Jb', file: 'maps/\u001b[2J.map.yaml' };
    const related = [{ message: 'x\u001b[2J', ...at(1, 1, 1, 'y\u001b[2J') }];
    expect(renderHuman([{ ...hostile, related }], { color: false })).not.toContain('\u001b');
  });

  test('works without sources and without a count', () => {
    expect(renderHuman([found], { color: false })).not.toContain('checked');
    expect(renderHuman([], { maps: 3, color: false })).toBe('3 maps checked: no problems\n');
  });
});

test('json is the machine shape of cli.md', () => {
  expect(JSON.parse(renderJson([found], 1))).toEqual({
    diagnostics: [{ ...found }],
    summary: { maps: 1, errors: 1, warnings: 0 },
  });
});

test('json says after fixing what was fixed, and what was left alone', () => {
  const answer = JSON.parse(renderJson([], 1, { fixed: [found], leftAlone: ['maps/y.map.yaml'] })) as object;
  expect(answer).toMatchObject({
    diagnostics: [],
    fixed: [{ code: 'MW203' }],
    leftAlone: ['maps/y.map.yaml'],
  });
});

test('fixes are told by file, line and code', () => {
  const edit = { title: 'Write `form` instead of `fomr`', ...at(2, 3, 4), text: 'form' };
  const fixes = { fixed: [{ ...found, fixes: [edit] }], leftAlone: ['maps/y.map.yaml'] };
  expect(renderFixes(fixes, { color: false })).toBe(
    [
      'maps/x.map.yaml:2 fixed MW203: Write `form` instead of `fomr`',
      'maps/y.map.yaml left as it was: its fixes would uncover more errors than they mend. Make them by hand.',
      '',
      '',
    ].join('\n'),
  );
  expect(renderFixes({ fixed: [], leftAlone: [] }, { color: false })).toBe('');
});
