import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied, fixOf, type Edit } from '../../src/compiler/1-parse/edits.ts';
import { lineIndex } from '../../src/compiler/1-parse/line-index.ts';

const TEXT = 'abcdefghij\nklmnopqrst\n';

/** Edits that do not overlap: pairs of neighbouring cuts, filled in. */
const edits: fc.Arbitrary<Edit[]> = fc
  .tuple(
    fc.uniqueArray(fc.nat(TEXT.length), { maxLength: 8 }),
    fc.array(fc.constantFrom('', '#', '##'), { minLength: 4, maxLength: 4 }),
  )
  .map(([cuts, texts]) => {
    const sorted = cuts.sort((a, b) => a - b);
    return texts.flatMap((text, index) => {
      const [start, end] = [sorted[2 * index], sorted[2 * index + 1]];
      return start === undefined || end === undefined ? [] : [{ start, end, text }];
    });
  });

test('what an edit leaves alone is found again where it was', () => {
  fc.assert(
    fc.property(edits, (all) => {
      const { text, back } = applied(TEXT, all);
      const offsets = Array.from(text, (_, offset) => offset);
      expect(offsets.map(back)).toEqual(offsets.map(back).toSorted((a, b) => a - b));
      for (const offset of offsets) if (text[offset] !== '#') expect(TEXT[back(offset)]).toBe(text[offset]);
    }),
  );
});

test('several edits become one fix that does the same', () => {
  fc.assert(
    fc.property(edits, (all) => {
      if (all.length === 0) return;
      const file = { path: 'x', text: TEXT, lines: lineIndex(TEXT) };
      const { start, end, text } = fixOf('Mend it', all, file);
      const offsetOf = ({ line, column }: { line: number; column: number }) =>
        (file.lines[line - 1] ?? 0) + column - 1;
      const fixed = TEXT.slice(0, offsetOf(start)) + text + TEXT.slice(offsetOf(end));
      expect(fixed).toBe(applied(TEXT, all).text);
    }),
  );
});
