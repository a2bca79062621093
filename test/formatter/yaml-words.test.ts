import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { canBePlain, isOtherInYaml11, plainValue } from '../../src/formatter/yaml-words.ts';

const sign = fc.constantFrom(
  '-',
  '+',
  '.',
  ':',
  '#',
  ' ',
  '0',
  '1',
  'x',
  'o',
  'e',
  '_',
  'n',
  'y',
  '~',
  '=',
  '<',
);
const word = fc.constantFrom(
  'yes',
  'No',
  'on',
  'OFF',
  'null',
  'True',
  '.inf',
  '.NaN',
  '2026-01-05',
  '21:00',
  '{',
  '"',
  "'",
);
const text = fc
  .array(fc.oneof(sign, word, fc.string({ maxLength: 2 })), { maxLength: 5 })
  .map((parts) => parts.join(''));

test('what can be plain means itself without quotes, in a block and between brackets', () => {
  fc.assert(
    fc.property(text, (value) => {
      if (canBePlain(value, false)) expect(parse(`a: ${value}\nb: 1`)).toEqual({ a: value, b: 1 });
      if (canBePlain(value, true))
        expect(parse(`{ a: ${value}, b: [${value}] }`)).toEqual({ a: value, b: [value] });
    }),
    { numRuns: 3000 },
  );
});

test('a plain scalar has the value that the library reads', () => {
  fc.assert(
    fc.property(text, (value) => {
      if (!canBePlain(`x${value}`, false) || value !== value.trim() || /^[-?:&*!|>%@`'"{}[\],#]/.test(value))
        return;
      expect(typeof plainValue(value)).toBe(typeof parse(value));
    }),
    { numRuns: 3000 },
  );
});

test('what a reader of YAML 1.1 takes for something else is known', () => {
  fc.assert(
    fc.property(text, (value) => {
      // The library takes `e0` for a number, which YAML 1.1 does not.
      if (!canBePlain(value, false) || isOtherInYaml11(value) || /^[-+]?e/i.test(value)) return;
      expect(parse(`a: ${value}`, { version: '1.1' })).toEqual({ a: value });
    }),
    { numRuns: 3000 },
  );
});

test.each([
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  '0b10',
  '1_000',
  '21:00',
  '09:00',
  '2026-01-05',
  '2026-01-05T09:00:00Z',
  '=',
  '<<',
])('%s is such a text', (value) => expect(isOtherInYaml11(value)).toBe(true));
