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
const COMMENT = /^#\s*mapwright-ignore\b:?\s*([^\s:]*)\s*:?\s*(.*)$/;

/**
 * Finds the ignore comments of a YAML text; a `#` inside a quoted or block text is none. `parts` holds its comments,
 * and perhaps other tokens; it is only called if it is worth while. `at` turns offsets in the text into the file's.
 */
export function ignoreComments(
  text: string,
  parts: () => Iterable<Span>,
  at: (offset: number) => number,
): IgnoreComment[] {
  if (!text.includes(MARK)) return [];
  const comments: IgnoreComment[] = [];
  for (const { start, end } of parts()) {
    const match = COMMENT.exec(text.slice(start, end).trimEnd());
    if (!match) continue;
    comments.push({
      span: { start: at(start), end: at(start + match[0].length) },
      code: match[1] ?? '',
      reason: (match[2] ?? '').trim(),
      target: at(nextContent(text, start)),
    });
  }
  return comments;
}

function nextContent(text: string, from: number): number {
  let line = text.indexOf('\n', from);
  while (line !== -1 && /^[ \t]*(#.*)?\r?$/.test(lineAfter(text, line))) line = text.indexOf('\n', line + 1);
  return line === -1 ? text.length : line + 1;
}

function lineAfter(text: string, newline: number): string {
  const end = text.indexOf('\n', newline + 1);
  return text.slice(newline + 1, end === -1 ? text.length : end);
}
