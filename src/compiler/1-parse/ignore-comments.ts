import { Lexer } from 'yaml';
import type { Span } from './origins.ts';

/** A comment `mapwright-ignore MW301: reason`. */
export interface IgnoreComment {
  span: Span;
  /** What stands where the code belongs. */
  code: string;
  reason: string;
  /** Offset of the first line below that is neither blank nor a comment. */
  target: number;
}

const MARK = 'mapwright-ignore';

/** Finds the ignore comments of a YAML text; a `#` inside a quoted or block text is none. */
export function ignoreComments(text: string, base: number): IgnoreComment[] {
  if (!text.includes(MARK)) return [];
  const comments: IgnoreComment[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (CONTROL_TOKENS.has(token)) continue;
    if (token.startsWith('#') && text.startsWith(token, offset)) {
      const match = /^#\s*mapwright-ignore\b:?\s*([^\s:]*)\s*:?\s*(.*)$/.exec(token);
      if (match) {
        comments.push({
          span: { start: offset + base, end: offset + token.trimEnd().length + base },
          code: match[1] ?? '',
          reason: (match[2] ?? '').trim(),
          target: nextContent(text, offset) + base,
        });
      }
    }
    offset += token.length;
  }
  return comments;
}

// Marks of the lexer that stand for no text: byte order mark, document, flow end, scalar.
const CONTROL_TOKENS = new Set(['\u{FEFF}', '\u{2}', '\u{18}', '\u{1F}']);

function nextContent(text: string, from: number): number {
  let line = text.indexOf('\n', from);
  while (line !== -1 && /^[ \t]*(#.*)?\r?$/.test(lineAfter(text, line))) line = text.indexOf('\n', line + 1);
  return line === -1 ? text.length : line + 1;
}

function lineAfter(text: string, newline: number): string {
  const end = text.indexOf('\n', newline + 1);
  return text.slice(newline + 1, end === -1 ? text.length : end);
}
