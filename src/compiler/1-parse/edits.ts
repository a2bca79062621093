import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';

/** Replaces what stands at the span by `text`. */
export interface Edit extends Span {
  text: string;
}

/** A text after edits. */
export interface Edited {
  text: string;
  /** From an offset in it to one in the text before the edits. */
  back: (offset: number) => number;
}

/** Applies edits that do not overlap. */
export function applied(text: string, edits: readonly Edit[]): Edited {
  if (edits.length === 0) return { text, back: (offset) => offset };
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  const moved: { from: number; to: number; edit: Edit }[] = [];
  let length = 0;
  let done = 0;
  for (const edit of ordered) {
    parts.push(text.slice(done, edit.start), edit.text);
    const from = length + edit.start - done;
    length = from + edit.text.length;
    moved.push({ from, to: length, edit });
    done = edit.end;
  }
  parts.push(text.slice(done));
  return { text: parts.join(''), back: (offset) => backFrom(offset, moved) };
}

function backFrom(offset: number, moved: readonly { from: number; to: number; edit: Edit }[]): number {
  let low = -1;
  let high = moved.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((moved[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const last = moved[low];
  if (!last) return offset;
  if (offset >= last.to) return offset - last.to + last.edit.end;
  return Math.min(last.edit.start + offset - last.from, last.edit.end);
}

/** Whether an edit touches what another one has changed. */
export function overlaps(edit: Edit, others: readonly Edit[]): boolean {
  return others.some(({ start, end }) => edit.start < end && start < edit.end);
}

/** Several edits as one: what stands between them stays as it is. */
export function fixOf(
  title: string,
  edits: readonly Edit[],
  file: Pick<ParsedFile, 'path' | 'lines' | 'text'>,
): Fix {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const { text } = applied(file.text.slice(start, end), inside);
  return { title, ...placeOf(file, { start, end }), text };
}
