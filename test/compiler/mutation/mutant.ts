import type { Span } from './sites.ts';

/** Replaces a piece of a file. */
export interface Edit extends Span {
  text: string;
  /** Bytes in the place of `text`. */
  bytes?: readonly number[];
}

/** A change of one file, and what is demanded of the compiler's answer. */
export interface Proposal {
  file: string;
  /** In the order of the file, without overlaps. Empty when the whole file is moved or removed. */
  edits: readonly Edit[];
  /** The file's new path; null: it is gone. */
  moved?: string | null;
  /** The smallest node of the original that holds the change: where the author must look. */
  node: Span;
  /** For people: "key `steps` → `stpes`". */
  what: string;
  /** `error`: always wrong. `nothing`: means the same as before. `any`: may be another legal program. */
  expects: 'error' | 'nothing' | 'any';
  /** How many mistakes it makes, if not one. */
  mistakes?: number;
  /** The word that a "did you mean" must offer. */
  meant?: string;
}

/** A changed project: plain data, so that any process can judge it. */
export interface Mutant extends Proposal {
  /** Number in its run, from 0. */
  number: number;
  /** The mutator that made it. */
  kind: string;
  project: string;
  /** Names that the change takes away: what refers to them may be named as the place of the problem. */
  lost: readonly string[];
}

const encoder = new TextEncoder();

/** The bytes of a text after edits. */
export function editedBytes(text: string, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(encoder.encode(text.slice(at, edit.start)));
    parts.push(edit.bytes ? Uint8Array.from(edit.bytes) : encoder.encode(edit.text));
    at = edit.end;
  }
  parts.push(encoder.encode(text.slice(at)));
  return Buffer.concat(parts);
}

/** A text after edits, as the compiler reads it. */
export function editedText(text: string, edits: readonly Edit[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(editedBytes(text, edits));
}

/** The first and last line, from 1, of a span of the original in the edited text. */
export function linesAfter(text: string, edits: readonly Edit[], { start, end }: Span): [number, number] {
  const edited = editedText(text, edits);
  const grown = edited.length - text.length;
  const last = Math.min(edited.length, Math.max(start, end + grown));
  return [lineOf(text, start), lineOf(edited, last)];
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
