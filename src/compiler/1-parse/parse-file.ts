import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { DEEPEST } from './bounds.ts';
import { HOLDS, type FileName } from './document-kind.ts';
import { findingProblem } from './findings.ts';
import { splitEmail } from './front-matter.ts';
import { ignoreComments } from './ignore-comments.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';
import { readYaml, type YamlPart } from './read-yaml.ts';
import type { SourceText } from './source-text.ts';
import { readText, type ReadText } from './text-problems.ts';
import { toValue } from './to-value.ts';

/** Reads one file; whatever is wrong with it becomes a diagnostic. */
export function parseFile(
  source: SourceText,
  { kind, name }: Pick<FileName, 'name'> & { kind: ParsedFile['kind'] },
): ParsedFile {
  const read = readText(source);
  const file = unparsed(source.path, { kind, name }, read);
  if (!read.usable) return file;
  const { text } = file;
  if (text.trim() === '') return withProblems(file, [emptyFile(file)]);
  if (kind !== 'email') return parseYaml(file, { file, text, base: 0 });

  const { front, body, problems } = splitEmail(file);
  const email = withProblems(file, problems);
  if (!front || !body) return email;
  return parseYaml({ ...email, body }, { file, text: front.text, base: front.offset });
}

/** A file of which nothing is known but its text. */
export function unparsed(
  path: string,
  name: Pick<ParsedFile, 'kind' | 'name'>,
  { text, lines, diagnostics }: Omit<ReadText, 'usable'>,
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
    ignores: [],
    diagnostics,
  };
}

function emptyFile(file: ParsedFile): Diagnostic {
  return diagnostic('MW105', { what: HOLDS[file.kind] }, placeOf(file, file.root));
}

function parseYaml(file: ParsedFile, part: YamlPart): ParsedFile {
  try {
    const { document, edited, uncertain, diagnostics } = readYaml(part);
    const broken = withProblems(file, diagnostics);
    if (!document) return broken;
    if (document.contents === null) {
      // What an email lacks without front matter is its subject, and that is said where shapes are checked.
      return file.kind === 'email' ? { ...broken, value: {} } : withProblems(broken, [emptyFile(file)]);
    }
    const at = (offset: number) => edited.back(offset) + part.base;
    const { findings, ...converted } = toValue(document, { text: edited.text, at, uncertain });
    const [start, end] = document.contents.range;
    const root = firstLineOf(file, { start: at(start), end: at(end) });
    const ignores = ignoreComments(edited.text, at);
    const problems = findings.map((finding) => findingProblem(finding, file));
    return withProblems({ ...broken, ...converted, root, ignores }, problems);
  } catch (error) {
    // Whatever recurses into a document may exhaust the stack before the bound on its depth is met.
    if (!(error instanceof RangeError)) throw error;
    return withProblems(file, [diagnostic('MW108', { limit: DEEPEST }, placeOf(file, file.root))]);
  }
}

function withProblems(file: ParsedFile, problems: Diagnostic[]): ParsedFile {
  return { ...file, diagnostics: [...file.diagnostics, ...problems] };
}

/** A whole document is shown by its first line. */
function firstLineOf(file: ParsedFile, { start, end }: Span): Span {
  const newline = file.text.indexOf('\n', start);
  return { start, end: newline === -1 ? end : Math.min(end, newline) };
}
