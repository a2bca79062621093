import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placedComments } from './comment-places.ts';
import { chanceFrom, writeMessily } from './messy-writer.ts';
import { format, formatted, REFERENCE_DOCUMENTS } from './reference-documents.ts';

const document = fc.constantFrom(...REFERENCE_DOCUMENTS);

describe('a document written in any way', () => {
  test('has one canonical form, whatever the order of keys, indentation and quotes', () => {
    const canonical = new Map(
      REFERENCE_DOCUMENTS.map((one) => [
        one.path,
        formatted(one.path, writeMessily(one.value, one.shape, chanceFrom(0), false)),
      ]),
    );
    fc.assert(
      fc.property(document, fc.integer(), ({ path, value, shape }, seed) => {
        const text = writeMessily(value, shape, chanceFrom(seed), false);
        expect(formatted(path, text)).toBe(canonical.get(path));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps each comment at what it belongs to, and is formatted at once', () => {
    fc.assert(
      fc.property(document, fc.integer(), ({ path, value, shape }, seed) => {
        const text = writeMessily(value, shape, chanceFrom(seed), true);
        const result = formatted(path, text);
        const misplaced = placedComments(result).filter(({ comment, places }) => !isAt(comment, places));
        expect(misplaced, text).toEqual([]);
        expect(placedComments(result)).toHaveLength(text.split(/# (?:above|behind|foot)/).length - 1);
        expect(formatted(path, result)).toBe(result);
      }),
      { numRuns: 200 },
    );
  });
});

/** Behind the name in `{ template: NAME }` is behind the email once it is short. */
function isAt(comment: string, places: readonly string[]): boolean {
  return places.includes(comment) || places.includes(comment.replace(/\/template$/, ''));
}

describe('any text', () => {
  const insert = fc.oneof(
    fc.constantFrom('', '\t', '[', '{', '}', ']', '*a', '&a ', '- ', ': ', '#', ' # x\n', '|+\n', '>2\n'),
    fc.constantFrom(
      '---\n',
      '""',
      "'",
      '"',
      '\n',
      '\n\n',
      '\r\n',
      '  ',
      ',',
      '!!str ',
      '<<: *a\n',
      '~',
      'on',
      '09:00',
    ),
    fc.string(),
  );
  const edit = fc.record({ from: fc.nat(3000), length: fc.oneof(fc.constant(0), fc.nat(40)), insert });

  test('is formatted without a change of meaning, or left alone, and never makes the formatter throw', () => {
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 4 }), ({ path, text }, edits) => {
        const edited = edits.reduce((before, { from, length, insert: piece }) => {
          const at = from % before.length;
          return before.slice(0, at) + piece + before.slice(at + length);
        }, text);
        const one = format(path, edited);
        if ('text' in one) expect(format(path, one.text)).toEqual({ path, text: one.text, changed: false });
      }),
      { numRuns: 600 },
    );
  });
});
