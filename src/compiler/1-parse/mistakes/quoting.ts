import type { Span } from '../origins.ts';
import type { Line } from './lines.ts';

/** A text in the quotes that need the least change to it. */
export function quoted(text: string): string {
  if (text.includes("'") && !/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

const BEFORE_VALUE =
  /^[ \t]*(?:- +)*(?:(?:"[^"\n]*"|'[^'\n]*'|[^\s#'"[\]{},&*!|>%@`][^\n]*?) *:(?:(?= )|$) *)?/;

/** What stands behind the key of a line, or behind its `-`, up to a comment. */
export function blockValue({ start, text }: Line): Span | undefined {
  const from = BEFORE_VALUE.exec(text)?.[0].length ?? 0;
  const value = withoutComment(text.slice(from));
  return value === '' ? undefined : { start: start + from, end: start + from + value.length };
}

// A `#` that something follows at once is more likely a part of the text, such as `#1`.
function withoutComment(text: string): string {
  const comment = /(?:^|\s)#(?:\s|$)/.exec(text);
  return (comment ? text.slice(0, comment.index) : text).trimEnd();
}

const FLOW_KEY = /[{[,]\s*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)\s*:\s+/g;
const NEXT_ENTRY = /^,\s*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)\s*:(\s|$)/;

/** The value of the entry of `{ … }` in which an offset lies, as far as its author may have meant it to go. */
export function flowValue({ start, text }: Line, offset: number): Span | undefined {
  const keys = [...text.matchAll(FLOW_KEY)].filter(({ index }) => start + index <= offset);
  const key = keys.at(-1);
  if (!key) return undefined;
  const from = key.index + key[0].length;
  const end = endOfEntry(text, from);
  const value = text.slice(from, end).trimEnd();
  return value === '' ? undefined : { start: start + from, end: start + from + value.length };
}

function endOfEntry(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character) && --depth < 0) return at;
    if (character === ',' && depth === 0 && NEXT_ENTRY.test(text.slice(at))) return at;
  }
  return text.length;
}
