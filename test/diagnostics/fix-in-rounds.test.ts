import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { fixInRounds } from '../../src/diagnostics/fix-in-rounds.ts';

/** A language in which each word of `fixes` is an error, and is fixed by another word. */
function checker(files: Record<string, string>, fixes: Record<string, string>) {
  return (edited: ReadonlyMap<string, string>) => {
    const sources = new Map([...Object.entries(files), ...edited]);
    const diagnostics = [...sources].flatMap(([file, text]) => wordsOf(file, text, fixes));
    return Promise.resolve({ sources, diagnostics });
  };
}

function wordsOf(file: string, text: string, fixes: Record<string, string>): Diagnostic[] {
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
    const meant = fixes[word];
    if (meant === undefined) return [];
    const start = { line: 1, column: index + 1 };
    const place = { file, start, end: { line: 1, column: index + 1 + word.length } };
    const edit = { title: 'x', ...place, replaces: word, text: meant };
    const args = { name: word, suggestion: '' };
    return [diagnostic('MW302', args, place, { fixes: meant === '-' ? [] : [edit] })];
  });
}

const fix = async (files: Record<string, string>, fixes: Record<string, string>) => {
  const { checked, fixed, edited, leftAlone } = await fixInRounds(checker(files, fixes));
  const left = checked.diagnostics.map(({ message }) => message);
  return { texts: Object.fromEntries(edited), fixed: fixed.length, left: left.length, leftAlone };
};

describe('fixing in rounds', () => {
  test('until nothing is left to fix', async () => {
    expect(await fix({ a: 'one two', b: 'fine' }, { one: 'two', two: 'three' })).toEqual({
      texts: { a: 'three three' },
      fixed: 3,
      left: 0,
      leftAlone: [],
    });
  });

  test('leaves a file alone whose fixes make more errors, and fixes the others', async () => {
    const fixes = { bad: 'worse worse worse', worse: '-', good: 'fine' };
    expect(await fix({ a: 'bad good', b: 'good' }, fixes)).toEqual({
      texts: { b: 'fine' },
      fixed: 1,
      left: 2,
      leftAlone: ['a'],
    });
  });

  test('leaves a file alone whose fix mends nothing', async () => {
    expect(await fix({ a: 'same' }, { same: 'same' })).toEqual({
      texts: {},
      fixed: 0,
      left: 1,
      leftAlone: ['a'],
    });
  });

  test('ends where fixes undo each other', async () => {
    const { left } = await fix({ a: 'ping' }, { ping: 'pong', pong: 'ping' });
    expect(left).toBe(1);
  });

  test('leaves every file alone when one that was not touched gets worse', async () => {
    const check = (edited: ReadonlyMap<string, string>) => {
      const text = edited.get('a') ?? 'bad';
      const other = text === 'bad' ? [] : wordsOf('b', 'broken', { broken: '-' });
      return Promise.resolve({
        sources: new Map([['a', text]]),
        diagnostics: [...wordsOf('a', text, { bad: 'fine' }), ...other],
      });
    };
    const { edited, leftAlone, checked } = await fixInRounds(check);
    expect({ edited: edited.size, leftAlone, left: checked.diagnostics.length }).toEqual({
      edited: 0,
      leftAlone: ['a'],
      left: 1,
    });
  });
});
