import type { Cel } from '../program/program.ts';

const LITERAL = /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bcontact\.(?=\w)/g, ''],
  [/\.(ends|starts)With\(([^()]*)\)/g, ' $1 with $2'],
  [/\.contains\(([^()]*)\)/g, ' contains $1'],
  [/!\s*has\(([\w.]+)\)/g, '$1 is not set'],
  [/\bhas\(([\w.]+)\)/g, '$1 is set'],
  [/\s*&&\s*/g, ' and '],
  [/\s*\|\|\s*/g, ' or '],
  [/\s*==\s*/g, ' = '],
  [/\s*!=\s*/g, ' ≠ '],
  [/\s*>=\s*/g, ' ≥ '],
  [/\s*<=\s*/g, ' ≤ '],
  [/!\s*(?=[\w(])/g, 'not '],
  [/\s+/g, ' '],
];

/**
 * A CEL condition for readers: `contact.tier == 'gold' && contact.totalSales >= 1000` becomes
 * "tier = 'gold' and totalSales ≥ 1000", cut after about `most` characters. Texts in quotes are left alone.
 */
export function conditionWords(condition: Cel, most = 64): string {
  const literals: string[] = [];
  const bare = condition.replace(LITERAL, (literal) => `\uE000${literals.push(literal) - 1}\uE000`);
  const worded = WORDS.reduce((text, [pattern, words]) => text.replace(pattern, words), bare).trim();
  // The marks are private-use characters, which no expression that compiles has outside of a literal.
  return shortened(
    worded.replace(/\uE000(\d+)\uE000/g, (_mark, index: string) => literals[Number(index)] ?? ''),
    most,
  );
}

/** A text cut between two words, with an ellipsis, when it is longer than `most` characters. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(text.replace(/\s+/g, ' '));
  if (letters.length <= most) return letters.join('');
  const cut = letters.slice(0, most - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()} …`;
}
