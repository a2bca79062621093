import { expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import { renameFix } from '../../src/diagnostics/rename-fix.ts';

const at = (column: number, length: number) => ({
  file: 'x.map.yaml',
  start: { line: 3, column },
  end: { line: 3, column: column + length },
});
const near = (word: string, meant: string) => ({ word, meant, certain: true });

test('replaces the word, whatever its quotes, or only its last part', () => {
  const title = 'Write `contact.email` instead of `contact.emial`';
  expect(renameFix(near('onec', 'once'), at(5, 4))).toEqual({
    title: 'Write `once` instead of `onec`',
    ...at(5, 4),
    replaces: 'onec',
    text: 'once',
  });
  expect(renameFix(near('onec', 'once'), at(5, 6))).toMatchObject({ ...at(6, 4), text: 'once' });
  expect(renameFix(near('contact.emial', 'contact.email'), at(20, 5))).toEqual({
    title,
    ...at(20, 5),
    replaces: 'emial',
    text: 'email',
  });
});

test.each([
  ['what is not certain', { ...near('onec', 'once'), certain: false }, at(5, 4)],
  ['a place of another length, such as an escaped word', near('onec', 'once'), at(5, 9)],
  ['a place over several lines', near('onec', 'once'), { ...at(5, 4), end: { line: 4, column: 9 } }],
  ['no place at all, such as that of a whole file', near('sending.yml', 'sending.yaml'), at(1, 0)],
  ['a word of which the first part is wrong', near('contcat.id', 'contact.id'), at(20, 2)],
  ['what would be read as something else', near('ture', 'true'), at(5, 4)],
  ['what would need quotes', near('a: c', 'a: b'), at(5, 4)],
])('none for %s', (_what, suggestion, place) => {
  expect(renameFix(suggestion, place)).toBeUndefined();
});

test('a diagnostic with a certain suggestion has the fix and the hint', () => {
  const found = diagnostic('MW302', { name: 'welcom', suggestion: near('welcom', 'welcome') }, at(9, 6));
  expect(found.hint).toBe('Did you mean `welcome`? An email is a file: `emails/NAME.email.md`.');
  expect(found.fixes).toEqual([renameFix(near('welcom', 'welcome'), at(9, 6))]);
  const unsure = { ...near('welcom', 'welcome'), certain: false };
  expect(diagnostic('MW302', { name: 'welcom', suggestion: unsure }, at(9, 6))).toEqual({
    ...found,
    fixes: [],
  });
});

test('a message begins with a capital letter, unless with a name', () => {
  const args = { key: 'map', example: 'x' };
  expect(diagnostic('MW202', { ...args, where: 'a map' }, at(1, 1)).message).toBe('A map needs `map`.');
  expect(diagnostic('MW202', { ...args, where: '`steps[1]`' }, at(1, 1)).message).toMatch(/^`steps/);
});
