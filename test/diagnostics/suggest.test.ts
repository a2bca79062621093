import { describe, expect, test } from 'vitest';
import {
  didYouMean,
  editDistance,
  listed,
  listedNear,
  nearestOf,
  suggestion,
} from '../../src/diagnostics/suggest.ts';

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
  const near = suggestion('welcom', known);
  expect(near).toEqual({ word: 'welcom', meant: 'welcome', certain: true });
  expect(near && didYouMean(near)).toBe('Did you mean `welcome`? ');
  expect(suggestion('goodbye', known)).toBe('');
});

describe('a suggestion is certain', () => {
  const certain = (word: string, known: string[], beside?: string[]) => {
    const near = suggestion(word, known, beside);
    return near !== '' && near.certain;
  };

  test.each([
    ['welcom', ['welcome', 'declined']],
    ['fristName', ['firstName', 'lastName']],
    ['onec', ['once', 'on']],
    ['ID', ['id', 'if']],
    ['usd', ['USD', 'USN', 'UYU']],
  ])('%s of %j', (word, known) => {
    expect(certain(word, known)).toBe(true);
  });

  test.each([
    ['for two names that are as near', 'fomr', ['form', 'for']],
    ['for a second one that is a bit farther', 'welcomes', ['welcome', 'welcomed-s', 'welcomess']],
    ['for two that differ only in their case', 'WELCOME', ['welcome', 'Welcome']],
    ['for a short word', 'xd', ['id']],
    ['for another number', 'milestone-2000', ['milestone-1000']],
    ['for another letter that is a name of its own', 'offer-b', ['offer-a']],
    ['for a name that is far', 'partner', ['person']],
  ])('not %s', (_why, word, known) => {
    expect(certain(word, known)).toBe(false);
  });

  test('not where the right word, or another slip of it, stands beside it', () => {
    expect(certain('onec', ['once'], ['on', 'onec'])).toBe(true);
    expect(certain('onec', ['once'], ['once', 'onec'])).toBe(false);
    expect(certain('onec', ['once'], ['oncee', 'onec'])).toBe(false);
  });
});

test('long lists are cut, nearest first where a word is given', () => {
  const many = Array.from({ length: 20 }, (_, index) => `field${index}`);
  expect(listed(['a', 'b'])).toBe('`a`, `b`');
  expect(listed(many)).toMatch(/`field11`, … \(8 more\)$/);
  expect(listedNear('field19', many)).toMatch(/^`field19`, .* … \(14 more\)$/);
});
