import { parseDocument } from 'yaml';
import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { decode } from './decode.ts';
import type { FileName } from './document-kind.ts';
import { splitEmail } from './front-matter.ts';
import { ignoreComments } from './ignore-comments.ts';
import { lineIndex } from './line-index.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';
import type { SourceText } from './source-text.ts';
import { DEEPEST, toValue } from './to-value.ts';
import { findingProblem, yamlProblem } from './yaml-problems.ts';

/** Reads one file; whatever is wrong with it becomes a diagnostic. */
export function parseFile(
  source: SourceText,
  { kind, name }: FileName & { kind: ParsedFile['kind'] },
): ParsedFile {
  const { text, problem } = decode(source.bytes);
  const file = unparsed(source.path, { kind, name }, text);
  const start = placeOf(file, file.root);
  if (problem === 'not-utf8') return withProblems(file, [diagnostic('MW106', {}, start)]);
  if (problem === 'bom') file.diagnostics.push(diagnostic('MW110', {}, start));
  if (text.trim() === '') return withProblems(file, [diagnostic('MW105', { what: ARTICLES[kind] }, start)]);
  if (kind !== 'email') return parseYaml(file, text, 0);

  const email = splitEmail(text);
  if ('problem' in email) return withProblems(file, [diagnostic('MW111', email, firstLine(file))]);
  return parseYaml({ ...file, body: email.body }, email.front.text, email.front.offset);
}

/** A file of which nothing is known but its text. */
export function unparsed(path: string, name: Pick<ParsedFile, 'kind' | 'name'>, text: string): ParsedFile {
  return {
    ...name,
    path,
    text,
    lines: lineIndex(text),
    value: undefined,
    root: { start: 0, end: 0 },
    origins: new WeakMap(),
    ignores: [],
    diagnostics: [],
  };
}

const ARTICLES: Readonly<Record<ParsedFile['kind'], string>> = {
  map: 'a map',
  program: 'a partner program',
  contact: 'the contact’s fields',
  events: 'custom events',
  activities: 'activities of your own',
  sending: 'the sending policy',
  email: 'an email',
  scenario: 'a scenario',
};

function parseYaml(file: ParsedFile, text: string, base: number): ParsedFile {
  const at = (span: Span) => placeOf(file, span);
  const shifted = ({ start, end }: Span) => at({ start: start + base, end: end + base });
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      logLevel: 'error',
    });
    const [first] = [...document.errors, ...document.warnings];
    // What follows a first syntax error is mostly its echo.
    if (first) return withProblems(file, [yamlProblem(first, text, shifted)]);
    if (document.contents === null)
      return withProblems(file, [diagnostic('MW105', { what: ARTICLES[file.kind] }, at(file.root))]);
    const { value, origins, findings } = toValue(document, base);
    const problems = findings.map((finding) => findingProblem(finding, at));
    const [start, end] = document.contents?.range ?? [0, 0];
    const root = firstLineOf(file, { start: start + base, end: end + base });
    const ignores = ignoreComments(text, base);
    // A key written twice leaves a document that can still be checked: the last one counts.
    const readable = findings.every(({ problem }) => problem === 'duplicate-key');
    return withProblems({ ...file, root, origins, ignores, value: readable ? value : undefined }, problems);
  } catch (error) {
    // The parser recurses; a few thousand nested brackets exhaust the stack before any bound of ours is met.
    if (!(error instanceof RangeError)) throw error;
    return withProblems(file, [diagnostic('MW108', { limit: DEEPEST }, firstLine(file))]);
  }
}

function withProblems(file: ParsedFile, problems: Diagnostic[]): ParsedFile {
  return { ...file, diagnostics: [...file.diagnostics, ...problems] };
}

function firstLine(file: ParsedFile) {
  return placeOf(file, firstLineOf(file, { start: 0, end: file.text.length }));
}

/** A whole document is shown by its first line. */
function firstLineOf(file: ParsedFile, { start, end }: Span): Span {
  const newline = file.text.indexOf('\n', start);
  return { start, end: newline === -1 ? end : Math.min(end, newline) };
}
