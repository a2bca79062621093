import { cellsOf, type Cell } from './text-width.ts';

/** A line of source as it is shown in a frame, and the carets below it. */
export interface FrameLine {
  text: string;
  carets: { indent: string; marks: string };
}

/** Part of a line, by offsets (UTF-16 code units). */
interface Part {
  from: number;
  to: number;
}

// A line may be megabytes long; nobody sees more of it than this.
const FURTHEST = 600;
const CUT = '…';

/** A line cut to `room` columns of a terminal, so that the beginning of `hit` can be seen. */
export function frameLine(line: string, room: number, hit: Part | undefined): FrameLine {
  const base = Math.max(0, (hit?.from ?? 0) - FURTHEST);
  const cells = cellsOf(line.slice(base, base + 3 * FURTHEST)).map((cell) => ({
    ...cell,
    at: cell.at + base,
  }));
  const { first, last } = windowOf(cells, room, hit);
  const left = base > 0 || first > 0 ? CUT : '';
  const isCutRight = last < cells.length || base + 3 * FURTHEST < line.length;
  const shown = cells.slice(first, last);
  const text = left + shown.map((cell) => cell.shown).join('') + (isCutRight ? CUT : '');
  return { text: text.trimEnd(), carets: caretsUnder(shown, left.length, hit) };
}

/** The cells that are shown: from the beginning of the line where the hit is near it, else from a bit before the hit. */
function windowOf(
  cells: readonly Cell[],
  room: number,
  hit: Part | undefined,
): { first: number; last: number } {
  const fromStart = fitting(cells, 0, room);
  if (fromStart === cells.length) return { first: 0, last: fromStart };
  const cut = fitting(cells, 0, room - 1);
  const start = hit ? cells.findIndex(({ at }) => at >= hit.from) : 0;
  const end = hit ? cells.findIndex(({ at }) => at >= hit.to) : 0;
  const isWhole = (end === -1 ? cells.length : end) <= cut;
  const isSeen = start !== -1 && (isWhole || start <= cut / 2);
  if (!hit || isSeen) return { first: 0, last: cut };
  const wanted = start === -1 ? cells.length : start;
  const first = fittingBefore(cells, wanted, Math.floor(room / 3));
  if (first === 0) return { first, last: cut };
  const last = fitting(cells, first, room - 1);
  return { first, last: last === cells.length ? last : fitting(cells, first, room - 2) };
}

/** Index behind the last cell that fits into `room` from `first` on. */
function fitting(cells: readonly Cell[], first: number, room: number): number {
  let index = first;
  for (let left = room - (cells[index]?.width ?? 0); index < cells.length && left >= 0;) {
    index++;
    left -= cells[index]?.width ?? 0;
  }
  return index;
}

function fittingBefore(cells: readonly Cell[], end: number, room: number): number {
  let index = end;
  for (let left = room; index > 0 && left > 0; index--) left -= cells[index - 1]?.width ?? 0;
  return index;
}

function caretsUnder(shown: readonly Cell[], cut: number, hit: Part | undefined) {
  if (!hit) return { indent: '', marks: '' };
  const width = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);
  const before = shown.filter(({ at }) => at < hit.from);
  const under = shown.filter(({ at }) => at >= hit.from && at < hit.to);
  return { indent: ' '.repeat(cut + width(before)), marks: '^'.repeat(Math.max(1, width(under))) };
}
