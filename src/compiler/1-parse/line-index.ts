import type { Position } from '../../diagnostics/diagnostic.ts';

/** Offsets (UTF-16 code units) at which the lines of a text begin, ascending. */
export type LineIndex = readonly number[];

/** Finds the lines of a text once, so that each later question is a binary search. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, from 1, of an offset. */
export function positionAt(lines: LineIndex, offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

/** The offset of a line and column. */
export function offsetAt(lines: LineIndex, { line, column }: Position): number {
  return (lines[line - 1] ?? 0) + column - 1;
}
