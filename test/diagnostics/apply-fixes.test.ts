import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic, Fix, Position } from '../../src/diagnostics/diagnostic.ts';

const FILE = 'maps/x.map.yaml';
const position = (text: string): Position => {
  const [line = 1, column = 1] = text.split(':').map(Number);
  return { line, column };
};
const edit = (from: string, to: string, text: string, more: Partial<Fix> = {}): Fix => ({
  title: 'x',
  file: FILE,
  start: position(from),
  end: position(to),
  text,
  ...more,
});
const found = (fixes: Fix[]): Diagnostic =>
  diagnostic('MW104', {}, fixes[0] ?? edit('1:1', '1:1', ''), { fixes });
const apply = (source: string, ...groups: Fix[][]) => {
  const { texts, fixed } = applyFixes(new Map([[FILE, source]]), groups.map(found));
  return { text: texts.get(FILE), fixed: fixed.length };
};

describe('fixes', () => {
  const cases: [what: string, source: string, groups: Fix[][], text: string | undefined, fixed: number][] = [
    ['replace', 'a: b\nc: d\n', [[edit('2:1', '2:2', 'x')]], 'a: b\nx: d\n', 1],
    ['insert', 'ab', [[edit('1:2', '1:2', '-')]], 'a-b', 1],
    ['delete a line', 'a\nb\nc', [[edit('2:1', '3:1', '')]], 'a\nc', 1],
    ['insert at the end', 'a\n', [[edit('2:1', '2:1', 'b')]], 'a\nb', 1],
    ['keep Windows line ends', 'a\r\nb\r\n', [[edit('2:1', '2:2', 'x')]], 'a\r\nx\r\n', 1],
    ['count columns in UTF-16 code units', '🎉a', [[edit('1:3', '1:4', 'x')]], '🎉x', 1],
    ['are made in any order', 'abc', [[edit('1:3', '1:4', 'z')], [edit('1:1', '1:2', 'x')]], 'xbz', 2],
    ['may touch', 'abc', [[edit('1:1', '1:2', 'x')], [edit('1:2', '1:3', 'y')]], 'xyc', 2],
    [
      'do not overlap: the first wins',
      'abc',
      [[edit('1:1', '1:3', 'x')], [edit('1:2', '1:4', 'y')]],
      'xc',
      1,
    ],
    [
      'do not insert twice at one place',
      'ab',
      [[edit('1:2', '1:2', 'x')], [edit('1:2', '1:2', 'y')]],
      'axb',
      1,
    ],
    [
      'of one diagnostic are made together',
      'abc',
      [[edit('1:1', '1:2', 'x'), edit('1:3', '1:4', 'z')]],
      'xbz',
      1,
    ],
    [
      'of one diagnostic are made not at all',
      'abc',
      [[edit('1:1', '1:2', 'x'), edit('9:1', '9:1', 'z')]],
      undefined,
      0,
    ],
    ['need what they replace', 'abc', [[edit('1:1', '1:2', 'x', { replaces: 'q' })]], undefined, 0],
    ['stay inside of their line', 'a\nb', [[edit('1:1', '1:9', 'x')]], undefined, 0],
    ['do not run backwards', 'abc', [[edit('1:3', '1:1', 'x')]], undefined, 0],
    ['know their file', 'abc', [[edit('1:1', '1:2', 'x', { file: 'other' })]], undefined, 0],
    ['of nothing touch the file', 'abc', [[edit('1:1', '1:1', '')], [edit('1:1', '1:2', 'x')]], 'xbc', 2],
    ['there may be none', 'abc', [[]], undefined, 0],
  ];
  test.each(cases)('%s', (_what, source, groups, text, fixed) => {
    expect(apply(source, ...groups)).toEqual({ text, fixed });
  });

  test('of one diagnostic in two files are made in both or in none', () => {
    const sources = new Map([
      [FILE, 'a'],
      ['other', 'b'],
    ]);
    const both = (to: string) => found([edit('1:1', '1:2', 'x'), edit('1:1', to, 'y', { file: 'other' })]);
    expect([...applyFixes(sources, [both('1:2')]).texts]).toEqual([
      [FILE, 'x'],
      ['other', 'y'],
    ]);
    expect(applyFixes(sources, [both('1:3')])).toEqual({ texts: new Map(), fixed: [] });
  });
});

test('whatever fixes there are, what none of them touches stays, and those made never meet', () => {
  const source = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '🎉', ' '), { maxLength: 40 });
  const place = fc.record({ line: fc.integer({ min: 0, max: 6 }), column: fc.integer({ min: 0, max: 9 }) });
  const fix = fc
    .record({ start: place, end: place, text: fc.constantFrom('', '<', '<>', '<\n>') })
    .map((one): Fix => ({ title: 'x', file: FILE, ...one }));
  const groups = fc.array(fc.array(fix, { maxLength: 3 }), { maxLength: 6 });
  fc.assert(
    fc.property(source, groups, (parts, all) => {
      const text = parts.join('');
      const { texts, fixed } = applyFixes(new Map([[FILE, text]]), all.map(found));
      const made = fixed.flatMap(({ fixes }) => fixes);
      // Put back what was taken, from behind, and the text is the old one: so nothing else was changed.
      const edited = texts.get(FILE) ?? text;
      let at = edited.length;
      let restored = '';
      let end = text.length;
      const offset = ({ line, column }: Position) =>
        text
          .split('\n')
          .slice(0, line - 1)
          .join('\n').length +
        (line > 1 ? 1 : 0) +
        column -
        1;
      for (const one of made
        .filter(({ start, end, text }) => text !== '' || offset(start) !== offset(end))
        .toSorted((a, b) => offset(b.start) - offset(a.start) || offset(b.end) - offset(a.end))) {
        const kept = end - offset(one.end);
        expect(kept).toBeGreaterThanOrEqual(0);
        restored = text.slice(offset(one.start), offset(one.end)) + edited.slice(at - kept, at) + restored;
        at -= kept + one.text.length;
        expect(edited.slice(at, at + one.text.length)).toBe(one.text);
        end = offset(one.start);
      }
      expect(edited.slice(0, at) + restored).toBe(text);
    }),
    { numRuns: 500 },
  );
});
