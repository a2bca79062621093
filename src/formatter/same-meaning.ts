import { CST, Lexer } from 'yaml';
import { canonicalDuration, shortWord } from './canonical-words.ts';
import type { Shape } from './schema-references.ts';
import { formOf, itemShape, knownKeys, shapeAt } from './shape.ts';

/**
 * A document's value, in a form that is equal for documents that mean the same: words are canonical, keys that the
 * language knows are sorted, and names of the author's keep their order.
 */
export function meaningOf(value: unknown, shape: Shape | undefined): unknown {
  const form = formOf(shape, value);
  if (Array.isArray(value)) return value.map((item) => meaningOf(item, form && itemShape(form)));
  if (typeof value !== 'object' || value === null) return canonicalDuration(form, value) ?? value;
  const entries = Object.entries(value);
  const [[key, only] = [], another] = entries;
  const word = key !== undefined && !another ? shortWord(shape, key, only) : undefined;
  if (word !== undefined) return word;
  const known = form ? knownKeys(form) : [];
  const inner = entries.map(([name, part]) => [name, meaningOf(part, form && shapeAt(form, name))] as const);
  // Lists of pairs, as two objects with the same keys are equal in any order.
  return { pairs: known.length > 0 ? inner.sort(([a], [b]) => (a < b ? -1 : 1)) : inner };
}

/** The comments of a YAML text, sorted; schema lines are left out. */
export function commentsIn(text: string): string[] {
  const comments: string[] = [];
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && previous !== CST.SCALAR) comments.push(token.trimEnd());
    previous = token;
  }
  return comments.filter((comment) => !SCHEMA_LINE.test(comment)).sort();
}

const SCHEMA_LINE = /^#\s*yaml-language-server\s*:/;
