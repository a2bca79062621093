import { describe, expect, test } from 'vitest';
import { codeFrame, linesOf } from '../../src/diagnostics/code-frame.ts';
import { cellsOf, widthOf } from '../../src/diagnostics/text-width.ts';

const at = (line: number, column: number, length = 1) => ({
  start: { line, column },
  end: { line, column: column + length },
});
const between = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});
type Options = Parameters<typeof codeFrame>[2];
const frame = (text: string, place: ReturnType<typeof at>, options?: Options) =>
  codeFrame(linesOf(text), place, options);
const TEXT = 'map: x\n  fomr: a\ntitle: y\n';

/** What stands above the carets of a frame, by terminal columns. */
function marked(shown: string | undefined): string {
  const lines = (shown ?? '').split('\n');
  const index = lines.findIndex((line) => /^ *\|[ ^]*\^/.test(line));
  const carets = lines[index] ?? '';
  let column = 0;
  return cellsOf(lines[index - 1] ?? '')
    .filter(({ width }) => {
      const isUnder = carets[column] === '^';
      column += width;
      return isUnder;
    })
    .map((cell) => cell.shown)
    .join('');
}

describe('a frame', () => {
  test('shows two lines around and a caret under the token', () => {
    expect(frame(TEXT, at(2, 3, 4))).toBe(
      ['  1 | map: x', '> 2 |   fomr: a', '    |   ^^^^', '  3 | title: y'].join('\n'),
    );
  });

  test('shows as many lines around as it is told', () => {
    expect(frame('a\nb\nc\nd', at(2, 1), { around: 0 })).toBe('> 2 | b\n    | ^');
  });

  test('of a place at the end of a line', () => {
    expect(frame('a\n', at(1, 2))).toBe('> 1 | a\n    |  ^');
  });

  test('counts lines as the compiler does: by line feeds', () => {
    expect(frame('a\rb\r\nc', at(2, 1))).toBe('  1 | a\u{FFFD}b\n> 2 | c\n    | ^');
  });

  test('shows tabs as spaces, and disarms controls and what turns text around', () => {
    expect(frame('\ta\u001b[31mb', at(1, 2))).toBe('> 1 |     a\u{FFFD}[31mb\n    |     ^');
    expect(frame('a\u{202E}b', at(1, 3))).toBe('> 1 | a\u{FFFD}b\n    |   ^');
  });

  test.each(['', '\n\n'])('there is none without a text', (text) => {
    expect(frame(text, at(1, 1))).toBeUndefined();
  });

  test('there is none of a line that is not there', () => {
    expect(frame('a', at(9, 1))).toBeUndefined();
  });
});

describe('a place over several lines', () => {
  test('is marked at each of them, with carets under its beginning and its end', () => {
    expect(frame('abc\n  def\ng\nh', between(1, 2, 2, 5))).toBe(
      ['> 1 | abc', '    |  ^^', '> 2 |   def', '    |   ^^', '  3 | g', '  4 | h'].join('\n'),
    );
  });

  test('that ends at the beginning of a line, or in blank lines, ends above', () => {
    expect(frame('abc\ndef', between(1, 2, 2, 1))).toBe('> 1 | abc\n    |  ^^\n  2 | def');
    expect(frame('abc\n\n\n', between(1, 2, 4, 1))).toBe('> 1 | abc\n    |  ^^\n  2 |\n  3 |');
  });

  test('is shortened when it is long', () => {
    const text = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n');
    const shown = frame(text, between(5, 1, 30, 3))?.split('\n') ?? [];
    expect(shown.filter((line) => line.startsWith('>'))).toEqual([
      '>  5 | line 5',
      '>  6 | line 6',
      '>  7 | line 7',
      '>  … |',
      '> 30 | line 30',
    ]);
    expect(shown.at(-1)).toBe('  32 | line 32');
  });
});

describe('a long line', () => {
  const line = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;

  test.each([40, 80, 120])('is cut to %i columns around the place', (width) => {
    const shown = frame(line, at(1, 501, 4), { width });
    expect(marked(shown)).toBe('HERE');
    expect(Math.max(...(shown ?? '').split('\n').map(widthOf))).toBeLessThanOrEqual(width);
    expect(shown).toMatch(/^> 1 \| …x+HEREy+…\n/);
  });

  test.each([1, 60, 300, 999])('shows a place at column %i', (column) => {
    expect(marked(frame(line, at(1, column, 2), { width: 80 }))).toBe(line.slice(column - 1, column + 1));
  });

  test('shows its end where the place is there', () => {
    const shown = frame(line, at(1, line.length + 1), { width: 80 }) ?? '';
    expect(shown.split('\n')[0]).toMatch(/^> 1 \| …y+$/);
    expect(shown.split('\n')[1]?.trimStart()).toMatch(/^\| +\^$/);
  });

  test('may be as long as a file', () => {
    const endless = `${'x'.repeat(5_000_000)}HERE${'y'.repeat(5_000_000)}`;
    expect(marked(frame(endless, at(1, 5_000_001, 4)))).toBe('HERE');
  });

  test('of a place longer than the terminal shows its beginning', () => {
    const shown = frame('a: ' + 'x'.repeat(300), at(1, 4, 300), { width: 60 }) ?? '';
    expect(shown).toMatch(/^> 1 \| a: x+…\n {4}\| {4}\^+$/);
  });
});

describe('wide characters', () => {
  test.each([
    ['Japanese', '日本語: fomr'],
    ['an emoji', '🎉 fomr'],
    ['a family, which is one character of many code units', '👩‍👩‍👧 fomr'],
    ['a combining accent', 'e\u{301} fomr'],
    ['a tab', '\tfomr'],
    ['full-width letters', 'ＡＢ fomr'],
    ['Korean', '한국어 fomr'],
  ])('%s: the carets stand under the token', (_what, text) => {
    const column = text.indexOf('fomr') + 1;
    expect(marked(frame(text, at(1, column, 4)))).toBe('fomr');
  });

  test('are as wide as a terminal shows them', () => {
    const widths = ['a', '日', '🎉', '👩‍👩‍👧', 'e\u{301}', 'é', '—', '✓', '\u{200B}'].map(widthOf);
    expect(widths).toEqual([1, 2, 2, 2, 1, 1, 1, 1, 0]);
  });

  test('are not cut in half', () => {
    const text = '日'.repeat(200);
    const shown = frame(text, at(1, 100), { width: 80 }) ?? '';
    expect(shown).not.toContain('\u{FFFD}');
    expect(widthOf(shown.split('\n')[0] ?? '')).toBeLessThanOrEqual(80);
  });
});
