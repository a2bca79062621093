import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorPosition } from '../../src/gateway/json-error-position.ts';

const TABLE: [text: string, position: number | undefined][] = [
  ['{"a": [1, -2.5e3, "x\\u00e9", true, null, {}], "b": []}', undefined],
  [' 7 ', undefined],
  ['', 0],
  ['{', 1],
  ['{"a":1,}', 7],
  ['{"a":x}', 5],
  ['{"a":1 "b":2}', 7],
  ['{a:1}', 1],
  ['{"a" 1}', 5],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['[1}', 2],
  ['{"a":"b\nc"}', 5],
  ['{"a":"unfinished', 5],
  ['01', 1],
  ['1.', 1],
  ["{'a':1}", 1],
  ['{}{}', 2],
  [']', 0],
];

test.each(TABLE)('%j stops being JSON at %s', (text, position) => {
  expect(jsonErrorPosition(text)).toBe(position);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('agrees with JSON.parse on what is JSON', () => {
  const almostJson = fc
    .tuple(fc.json(), fc.nat(60), fc.constantFrom('', ',', '}', ']', '"', '\\', 'x', '-', ' '))
    .map(([json, at, piece]) => json.slice(0, at) + piece + json.slice(at + piece.length));
  fc.assert(
    fc.property(fc.oneof(fc.json(), almostJson, fc.string()), (text) => {
      expect(jsonErrorPosition(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 2000 },
  );
});
