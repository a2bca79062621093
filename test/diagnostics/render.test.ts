import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import { codeFrame } from '../../src/diagnostics/code-frame.ts';
import { inOrder } from '../../src/diagnostics/order.ts';
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

describe('frame', () => {
  test('shows two lines around and a caret under the token', () => {
    expect(codeFrame(TEXT, found)).toBe(
      ['  1 | map: x', '> 2 |   fomr: a', '    |   ^^^^', '  3 | title: y'].join('\n'),
    );
  });

  test('of a place at the end of a line, or over several lines', () => {
    expect(codeFrame('a\n', at(1, 2))).toBe('> 1 | a\n    |  ^');
    expect(codeFrame('abc\ndef', { start: { line: 1, column: 2 }, end: { line: 2, column: 2 } })).toContain(
      '|  ^^\n',
    );
  });

  test('shows tabs as spaces and disarms control characters', () => {
    expect(codeFrame('\ta\u001b[31mb', at(1, 2))).toBe('> 1 |     a\u{FFFD}[31mb\n    |     ^');
  });

  test('cuts very long lines', () => {
    expect(codeFrame('x'.repeat(10_000), at(1, 1, 5000))?.length).toBeLessThan(400);
  });

  test.each([undefined, ''])('there is none without a text', (text) => {
    expect(codeFrame(text, at(1, 1))).toBeUndefined();
    expect(codeFrame('a', at(9, 1))).toBeUndefined();
  });
});

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

test('order is by file, line, column and code', () => {
  const warning = diagnostic('MW115', { code: 'MW301' }, at(2, 3));
  const list = [at(3, 1), at(2, 9), at(2, 3), at(9, 1, 1, 'a')].map((place) => ({ ...found, ...place }));
  const order = inOrder([...list, warning]).map(
    ({ file, start, code }) => `${file}:${start.line}:${start.column} ${code}`,
  );
  expect(order).toEqual([
    'a:9:1 MW203',
    'maps/x.map.yaml:2:3 MW115',
    'maps/x.map.yaml:2:3 MW203',
    'maps/x.map.yaml:2:9 MW203',
    'maps/x.map.yaml:3:1 MW203',
  ]);
});
