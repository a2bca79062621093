import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { baseName, fileNameOf, HOLDS, KNOWN_NAMES, looksLikeSource, type FileName } from './document-kind.ts';
import { parseFile } from './parse-file.ts';
import { unparsed, type ParsedFile } from './parsed-file.ts';
import type { SourceText, Unreadable } from './source-text.ts';
import { readText } from './text-problems.ts';

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
  parse: ParseFile = parseFile,
): ParsedFiles {
  const reading = new FolderReading(folder, parse);
  if (Array.isArray(sources)) reading.readAll(sources);
  else reading.report('MW114', sources.path, { path: sources.path, reason: sources.reason });
  return reading;
}

class FolderReading implements ParsedFiles {
  readonly files: ParsedFile[] = [];
  readonly texts = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  layout?: { path: string; text: string };
  readonly #folder: string;
  readonly #parse: ParseFile;

  constructor(folder: string, parse: ParseFile) {
    this.#folder = folder;
    this.#parse = parse;
  }

  readAll(sources: readonly SourceText[]): void {
    const paths = new Set(sources.map(({ path }) => path));
    for (const source of sources) {
      const name = fileNameOf(source.path);
      if (!name) this.#unknown(source);
      else if (name.expected === undefined) this.#known(source, name);
      else this.#misnamed(source, name, name.expected, paths);
    }
    if (!this.files.some(({ kind }) => kind === 'map' || kind === 'program'))
      this.report('MW113', this.#folder, { path: this.#folder });
  }

  report<Code extends Parameters<typeof diagnostic>[0]>(
    code: Code,
    file: string,
    args: Parameters<typeof diagnostic<Code>>[1],
  ): void {
    const start = { line: 1, column: 1 };
    this.diagnostics.push(diagnostic(code, args, { file, start, end: start }));
  }

  #known(source: SourceText, { kind, name }: FileName): void {
    if (kind === 'layout') {
      const { text, diagnostics, usable } = readText(source);
      this.texts.set(source.path, text);
      this.diagnostics.push(...diagnostics);
      if (usable) this.layout = { path: source.path, text };
      return;
    }
    const file = this.#parse(source, { kind, name });
    this.texts.set(source.path, file.text);
    this.files.push(file);
  }

  /** What is meant is certain, so it is read, unless the file of the right name lies beside it. */
  #misnamed(source: SourceText, name: FileName, expected: string, paths: ReadonlySet<string>): void {
    const { path } = source;
    const isTwin = paths.has(path.slice(0, path.length - baseName(path).length) + expected);
    const hint = isTwin
      ? `Keep one of the two: \`${expected}\` lies beside it, and is the one that is read.`
      : `Rename it to \`${expected}\`; it is read meanwhile.`;
    this.report('MW120', path, { name: baseName(path), what: HOLDS[name.kind], hint });
    if (!isTwin) this.#known(source, name);
  }

  #unknown({ path, unread }: SourceText): void {
    if (unread !== undefined) this.report('MW114', path, { path, reason: unread });
    else if (looksLikeSource(path)) this.#unknownKind(path);
  }

  #unknownKind(path: string): void {
    const base = baseName(path);
    if (base.endsWith(MJML_EMAIL)) {
      const instead = 'Write the text as NAME.email.md, and its shell as emails/layout.mjml.';
      this.report('MW299', path, { key: `NAME${MJML_EMAIL}`, instead });
      // It is there and not read, so nobody has to be told that it is missing.
      const name = base.slice(0, -MJML_EMAIL.length);
      if (name) this.files.push(unparsed(path, { kind: 'email', name }, NOTHING_READ));
      return;
    }
    const ending = base.replace(/^[^.]*/, 'NAME');
    this.report('MW112', path, {
      known: KNOWN_NAMES.map((one) => `\`${one}\``).join(', '),
      suggestion: base.endsWith('.md')
        ? 'Did you mean `NAME.email.md`? '
        : suggestion(ending, KNOWN_NAMES) || suggestion(base, KNOWN_NAMES),
    });
  }
}

const MJML_EMAIL = '.email.mjml';
const NOTHING_READ = { text: '', lines: [0], diagnostics: [] };
