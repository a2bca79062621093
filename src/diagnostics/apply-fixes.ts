import type { Diagnostic, Fix, Position } from './diagnostic.ts';
import { comparePositions, inOrder } from './order.ts';

/** Texts with fixes made in them. */
export interface Edited {
  /** The files that fixes touched, by path: also those whose text stays the same. */
  texts: ReadonlyMap<string, string>;
  /** What was mended, in order. */
  fixed: Diagnostic[];
}

/**
 * Makes the fixes of all diagnostics in the texts that they were found in. The fixes of one diagnostic are made
 * together or not at all: not where one of them meets an earlier one, or the text is not what it replaces.
 */
export function applyFixes(sources: ReadonlyMap<string, string>, diagnostics: readonly Diagnostic[]): Edited {
  const files = new Map<string, EditedFile>();
  const fixed: Diagnostic[] = [];
  for (const one of inOrder(diagnostics)) {
    for (const { file } of one.fixes) {
      const source = sources.get(file);
      if (source !== undefined && !files.has(file)) files.set(file, new EditedFile(source));
    }
    if (one.fixes.length > 0 && makeAll(one.fixes, files)) fixed.push(one);
  }
  const touched = new Set(fixed.flatMap(({ fixes }) => fixes.map(({ file }) => file)));
  const texts = [...touched].map((file) => [file, files.get(file)?.text() ?? ''] as const);
  return { texts: new Map(texts), fixed };
}

function makeAll(fixes: readonly Fix[], files: ReadonlyMap<string, EditedFile>): boolean {
  const made: Fix[] = [];
  for (const fix of fixes) {
    if (files.get(fix.file)?.make(fix)) made.push(fix);
    else {
      for (const other of made) files.get(other.file)?.undo(other);
      return false;
    }
  }
  return true;
}

interface Edit {
  from: number;
  to: number;
  fix: Fix;
}

/** A text and the edits to be made in it, which never meet. */
class EditedFile {
  readonly #source: string;
  readonly #lineStarts: number[] = [0];
  /** By place, ascending. */
  readonly #edits: Edit[] = [];

  constructor(source: string) {
    this.#source = source;
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1);
  }

  /** False when the fix cannot be made here. */
  make(fix: Fix): boolean {
    const from = this.#offset(fix.start);
    const to = this.#offset(fix.end);
    if (from === undefined || to === undefined || from > to) return false;
    if (fix.replaces !== undefined && this.#source.slice(from, to) !== fix.replaces) return false;
    if (isOfNothing(fix)) return true;
    const index = this.#indexFor(from);
    const before = this.#edits[index - 1];
    const after = this.#edits[index];
    // Two insertions at one place meet as well: which comes first would be a guess.
    if ((before && before.to > from) || (after && (after.from < to || after.from === from))) return false;
    this.#edits.splice(index, 0, { from, to, fix });
    return true;
  }

  undo(fix: Fix): void {
    const index = this.#edits.findIndex((edit) => edit.fix === fix);
    if (index !== -1) this.#edits.splice(index, 1);
  }

  text(): string {
    const parts: string[] = [];
    let at = 0;
    for (const { from, to, fix } of this.#edits) {
      parts.push(this.#source.slice(at, from), fix.text);
      at = to;
    }
    return [...parts, this.#source.slice(at)].join('');
  }

  /** Undefined outside of the text. */
  #offset({ line, column }: Position): number | undefined {
    const start = this.#lineStarts[line - 1];
    if (start === undefined || column < 1) return undefined;
    const end = (this.#lineStarts[line] ?? this.#source.length + 1) - 1;
    return start + column - 1 > end ? undefined : start + column - 1;
  }

  /** Index of the first edit that begins at an offset or behind it. */
  #indexFor(offset: number): number {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#edits[middle]?.from ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isOfNothing({ start, end, text }: Fix): boolean {
  return text === '' && comparePositions(start, end) === 0;
}
