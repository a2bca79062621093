import { styleText } from 'node:util';
import { describe, expect, test } from 'vitest';
import { wrapText } from '../../src/diagnostics/wrap-text.ts';

describe('a text is wrapped', () => {
  const cases: [what: string, text: string, wrapped: string][] = [
    ['between words', 'one two three four', 'one two\n  three\n  four'],
    ['keeping its indentation', '  one two three', '  one two\n  three'],
    ['never inside of a word', 'extraordinarily long', 'extraordinarily\n  long'],
    ['never inside of backticks', 'say `a b c d e` now', 'say\n  `a b c d e`\n  now'],
    ['by columns, not by characters', '日本 語日 本語', '日本 語日\n  本語'],
    ['not where it fits', 'one two', 'one two'],
    ['to nothing where it is nothing', '', ''],
  ];
  test.each(cases)('%s', (_what, text, wrapped) => {
    expect(wrapText(text, 10, '  ')).toBe(wrapped);
  });

  test('counting no colours', () => {
    const red = styleText('red', 'one', { validateStream: false });
    expect(wrapText(`${red} two`, 7, '')).toBe(`${red} two`);
  });
});
