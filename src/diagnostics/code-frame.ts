import { frameLine } from './frame-line.ts';
import type { Position } from './diagnostic.ts';

/** How a frame is drawn. */
export interface FrameOptions {
  /** Lines shown before and after the place. */
  around: number;
  /** Columns of a terminal that a line may take. */
  width: number;
  /** Paints the marks and the carets. */
  mark: (text: string) => string;
  /** Paints line numbers. */
  dim: (text: string) => string;
}

const PLAIN: FrameOptions = { around: 2, width: 160, mark: (text) => text, dim: (text) => text };

/** The lines of a text, by any kind of line end that counts as one. */
export function linesOf(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** The lines around a place, with carets under it; undefined when there is no such line (a whole file is meant). */
export function codeFrame(
  lines: readonly string[],
  place: { start: Position; end: Position },
  options: Partial<FrameOptions> = {},
): string | undefined {
  const { around, width, mark, dim } = { ...PLAIN, ...options };
  const { start } = place;
  if (lines[start.line - 1] === undefined || lines.every((line) => line === '')) return undefined;
  const lastHit = lastLineOf(place, lines);
  const last = Math.min(lines.length, lastHit + around);
  const gutter = String(last).length;
  const room = Math.max(20, width - gutter - 5);
  const frame: string[] = [];
  for (const number of shownNumbers(Math.max(1, start.line - around), start.line, lastHit, last)) {
    if (number === undefined) {
      frame.push(`${mark('>')} ${dim(`${'…'.padStart(gutter)} |`)}`);
      continue;
    }
    const line = lines[number - 1] ?? '';
    const hit = number >= start.line && number <= lastHit ? hitIn(line, number, place) : undefined;
    if (!hit && number === lines.length && line === '') continue;
    const { text, carets } = frameLine(line, room, hit);
    const label = dim(`${String(number).padStart(gutter)} |`);
    frame.push(`${hit ? mark('>') : ' '} ${label}${text === '' ? '' : ` ${text}`}`);
    const isCorner = number === start.line || number === lastHit;
    if (hit && isCorner)
      frame.push(`  ${dim(`${' '.repeat(gutter)} |`)} ${carets.indent}${mark(carets.marks)}`);
  }
  return frame.join('\n');
}

/** A place that ends before the first character of a line, or in blank lines, ends on the line above. */
function lastLineOf({ start, end }: { start: Position; end: Position }, lines: readonly string[]): number {
  let last = Math.min(end.column <= 1 ? end.line - 1 : end.line, lines.length);
  while (last > start.line && lines[last - 1]?.trim() === '') last--;
  return Math.max(start.line, last);
}

const MOST_HIT_LINES = 6;

/** The numbers of the lines shown; undefined stands for those left out of a long place. */
function shownNumbers(first: number, start: number, lastHit: number, last: number): (number | undefined)[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  if (lastHit - start < MOST_HIT_LINES) return all;
  const before = all.filter((number) => number < start + 3);
  return [...before, undefined, ...all.filter((number) => number >= lastHit)];
}

/** The part of a line that belongs to the place, without its indentation. */
function hitIn(line: string, number: number, { start, end }: { start: Position; end: Position }) {
  const indent = line.length - line.trimStart().length;
  const from = number === start.line ? start.column - 1 : indent;
  const to = number === end.line ? end.column - 1 : line.trimEnd().length;
  return { from: Math.min(from, line.length), to: Math.max(to, from + 1) };
}
