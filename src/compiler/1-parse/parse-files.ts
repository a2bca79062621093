import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { decode } from './decode.ts';
import { baseName, fileNameOf, KNOWN_NAMES, looksLikeSource } from './document-kind.ts';
import { unparsed, type parseFile } from './parse-file.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { SourceText, Unreadable } from './source-text.ts';

/** Reads one file. */
export type ParseFile = typeof parseFile;

/** All files of a folder, read. */
export interface ParsedFiles {
  files: ParsedFile[];
  layout?: { path: string; text: string };
  texts: ReadonlyMap<string, string>;
  /** Problems that belong to no document. */
  diagnostics: Diagnostic[];
}

/** Reads all files; those of no known kind are reported if they look as if they were meant. */
export function parseFiles(
  sources: SourceText[] | Unreadable,
  folder: string,
  parse: ParseFile,
): ParsedFiles {
  if (!Array.isArray(sources)) {
    const problem = diagnostic(
      'MW114',
      { path: sources.path, reason: sources.reason },
      beginning(sources.path),
    );
    return { files: [], texts: new Map(), diagnostics: [problem] };
  }
  const read: Omit<ParsedFiles, 'texts'> & { texts: Map<string, string> } = {
    files: [],
    texts: new Map(),
    diagnostics: [],
  };
  for (const source of sources) readOne(source, read, parse);
  if (!read.files.some(({ kind }) => kind === 'map' || kind === 'program')) {
    read.diagnostics.push(diagnostic('MW113', { path: folder }, beginning(folder)));
  }
  return read;
}

function readOne(
  source: SourceText,
  read: Omit<ParsedFiles, 'texts'> & { texts: Map<string, string> },
  parse: ParseFile,
): void {
  const name = fileNameOf(source.path);
  if (name?.kind === 'layout') {
    const { text } = decode(source.bytes);
    read.texts.set(source.path, text);
    read.layout = { path: source.path, text };
    return;
  }
  if (name) {
    const file = parse(source, { kind: name.kind, name: name.name });
    read.texts.set(source.path, file.text);
    read.files.push(file);
    return;
  }
  if (!looksLikeSource(source.path)) return;
  read.diagnostics.push(unknownKind(source.path));
  // It is there and not read, so nobody has to be told that it is missing.
  const email = source.path.endsWith(MJML_EMAIL) && baseName(source.path).slice(0, -MJML_EMAIL.length);
  if (email) read.files.push(unparsed(source.path, { kind: 'email', name: email }, ''));
}

const MJML_EMAIL = '.email.mjml';

function unknownKind(path: string): Diagnostic {
  const base = baseName(path);
  if (base.endsWith(MJML_EMAIL)) {
    const instead = 'Write the text as NAME.email.md, and its shell as emails/layout.mjml.';
    return diagnostic('MW299', { key: `NAME${MJML_EMAIL}`, instead }, beginning(path));
  }
  const ending = base.replace(/^[^.]*/, 'NAME');
  const args = {
    known: KNOWN_NAMES.map((one) => `\`${one}\``).join(', '),
    suggestion: suggestion(ending, KNOWN_NAMES) || suggestion(base, KNOWN_NAMES),
  };
  return diagnostic('MW112', args, beginning(path));
}

function beginning(file: string) {
  const start = { line: 1, column: 1 };
  return { file, start, end: start };
}
