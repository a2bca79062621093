import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DocumentKind } from '../../language/schemas.ts';
import { HOLDS } from './document-kind.ts';
import type { IgnoreComment } from './ignore-comments.ts';
import { positionAt, type LineIndex } from './line-index.ts';
import { keySpan, valueSpan, type Doubt, type Origins, type Repeated, type Span } from './origins.ts';

/** A document as plain values, with the place in its source of each of them. */
export interface ParsedFile {
  kind: DocumentKind;
  /** The name that the file's name says. */
  name: string;
  path: string;
  text: string;
  lines: LineIndex;
  /** Undefined when the YAML is broken beyond what can be mended in memory. */
  value: unknown;
  root: Span;
  origins: Origins;
  /** Values about which phase 1 has said something: they are taken out without another word. */
  doubts: Doubt[];
  repeated: Repeated[];
  /** Values that were mended: what else is said of them may be an echo. */
  mended: Span[];
  ignores: IgnoreComment[];
  /** Emails only: what follows the front matter. */
  body?: { text: string; offset: number };
  diagnostics: Diagnostic[];
}

/** A file of which nothing is known but its text. */
export function unparsed(
  path: string,
  name: Pick<ParsedFile, 'kind' | 'name'>,
  { text, lines, diagnostics }: Pick<ParsedFile, 'text' | 'lines' | 'diagnostics'>,
): ParsedFile {
  return {
    ...name,
    path,
    text,
    lines,
    value: undefined,
    root: { start: 0, end: 0 },
    origins: new WeakMap(),
    doubts: [],
    repeated: [],
    mended: [],
    ignores: [],
    diagnostics,
  };
}

/** The file with further problems. */
export function withProblems(file: ParsedFile, problems: Diagnostic[]): ParsedFile {
  return { ...file, diagnostics: [...file.diagnostics, ...problems] };
}

/** The problem that nothing is written in the file. */
export function emptyFile(file: ParsedFile): Diagnostic {
  return diagnostic('MW105', { what: HOLDS[file.kind] }, placeOf(file, file.root));
}

/** A whole document is shown by its first line. */
export function rootLine(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', start);
  return { start, end: newline === -1 ? end : Math.min(end, newline) };
}

/** A place given by offsets into the file's text. */
export function placeOf(file: Pick<ParsedFile, 'path' | 'lines'>, span: Span): Place {
  return {
    file: file.path,
    start: positionAt(file.lines, span.start),
    end: positionAt(file.lines, Math.max(span.end, span.start)),
  };
}

/** The place of a value: of `key` in `container`, or of the whole document. */
export function valuePlace(file: ParsedFile, container?: object, key?: string | number): Place {
  const span = container && key !== undefined ? valueSpan(file.origins, container, key) : undefined;
  return placeOf(
    file,
    span ?? (container && key === undefined ? startOf(file, container) : undefined) ?? file.root,
  );
}

/** The place of a key; for an item of a list, of the item. */
export function keyPlace(file: ParsedFile, container: object, key: string | number): Place {
  return placeOf(file, keySpan(file.origins, container, key) ?? file.root);
}

/** A mapping or list as a whole is shown by its first key or item, or its frame would be a page long. */
function startOf(file: ParsedFile, container: object): Span | undefined {
  const first = Array.isArray(container) ? 0 : Object.keys(container)[0];
  return first === undefined ? file.origins.get(container)?.span : keySpan(file.origins, container, first);
}

/**
 * What stands in the source for a value: with its quotes, and for a value that is not there the rest of its line, in
 * which a comment may have swallowed it.
 */
export function sourceOf(file: ParsedFile, container: object, key: string | number): string {
  const span = valueSpan(file.origins, container, key);
  if (!span) return '';
  if (span.end > span.start) return file.text.slice(span.start, span.end);
  const newline = file.text.indexOf('\n', span.start);
  return file.text.slice(span.start, newline === -1 ? file.text.length : newline).replace(/^:/, '');
}
