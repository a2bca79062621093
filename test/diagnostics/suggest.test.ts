import { describe, expect, test } from 'vitest';
import { editDistance, listed, listedNear, nearestOf, suggestion } from '../../src/diagnostics/suggest.ts';

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['form', 'form', 0],
    ['fomr', 'form', 1],
    ['form', 'forms', 1],
    ['from', 'foam', 2],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%s → %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

test('only a near name is suggested', () => {
  const known = ['welcome', 'declined', 'partner-login'];
  expect(nearestOf('welcom', known)).toBe('welcome');
  expect(nearestOf('Welcome', known)).toBe('welcome');
  expect(nearestOf('goodbye', known)).toBeUndefined();
  expect(nearestOf('x', [])).toBeUndefined();
  expect(suggestion('welcom', known)).toBe('Did you mean `welcome`? ');
  expect(suggestion('goodbye', known)).toBe('');
});

test('long lists are cut, nearest first where a word is given', () => {
  const many = Array.from({ length: 20 }, (_, index) => `field${index}`);
  expect(listed(['a', 'b'])).toBe('`a`, `b`');
  expect(listed(many)).toMatch(/`field11`, … \(8 more\)$/);
  expect(listedNear('field19', many)).toMatch(/^`field19`, .* … \(14 more\)$/);
});
