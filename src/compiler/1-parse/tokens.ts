import { Lexer } from 'yaml';
import type { Span } from './origins.ts';

/** The tokens of a YAML text, broken or not: marks, texts, comments and the space between them. */
export function* tokensOf(text: string): Generator<Span> {
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (CONTROL_TOKENS.has(token)) continue;
    yield { start: at, end: at + token.length };
    at += token.length;
  }
}

// Marks of the lexer that stand for no text: byte order mark, document, flow end, scalar.
const CONTROL_TOKENS = new Set(['\u{FEFF}', '\u{2}', '\u{18}', '\u{1F}']);
