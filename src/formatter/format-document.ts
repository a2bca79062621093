import { isDeepStrictEqual } from 'node:util';
import { fileNameOf, KNOWN_NAMES } from '../compiler/1-parse/document-kind.ts';
import { splitEmail, type SplitEmail } from '../compiler/1-parse/front-matter.ts';
import { lineIndex } from '../compiler/1-parse/line-index.ts';
import { parseFile } from '../compiler/1-parse/parse-file.ts';
import type { SourceText } from '../compiler/1-parse/source-text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DocumentKind } from '../language/schemas.ts';
import { canonicalForm, setApart } from './canonical-form.ts';
import { print } from './print.ts';
import { readTree } from './read-tree.ts';
import { commentsIn, meaningOf } from './same-meaning.ts';
import { schemaAddressFor } from './schema-line.ts';
import { settleRoot } from './settle.ts';
import { documentShape } from './shape.ts';

/** What became of one document; where there is a `problem`, the text is to stay as it was. */
export type Formatted =
  | { path: string; text: string; changed: boolean }
  | { path: string; problem: string }
  | { path: string; diagnostics: Diagnostic[]; source: string };

/** Brings one document into canonical form, comments included. What cannot be read safely stays as it is. */
export function formatDocument({ path, bytes }: SourceText): Formatted {
  const name = fileNameOf(path);
  if (!name || name.kind === 'layout') return { path, problem: `is none of ${DOCUMENTS.join(', ')}` };
  const { kind } = name;
  const before = parseFile({ path, bytes }, { ...name, kind });
  const errors = before.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { path, diagnostics: errors, source: before.text };

  // What has an anchor means something at each alias; where the one place's words do not fit the others, it stays.
  for (const touchesAnchors of [true, false]) {
    const text = formatText(before.text.replaceAll('\r\n', '\n'), kind, touchesAnchors);
    const after = parseFile({ path, bytes: new TextEncoder().encode(text) }, { ...name, kind });
    if (isSame(before, after, kind)) return { path, text, changed: text !== decoded(bytes) };
  }
  return { path, problem: CHANGES_MEANING };
}

const DOCUMENTS = KNOWN_NAMES.filter((known) => fileNameOf(known)?.kind !== 'layout');

const CHANGES_MEANING =
  'formatting would change what it says, which is a bug in Mapwright: please report it with this file';

function formatText(text: string, kind: DocumentKind, touchesAnchors: boolean): string {
  if (kind !== 'email') return formatYaml(text, kind, touchesAnchors);
  const { front, body } = partsOf(text);
  if (!front || !body) return text;
  return `---\n${formatYaml(front.text, kind, touchesAnchors)}---\n${body.text}`;
}

function formatYaml(text: string, kind: DocumentKind, touchesAnchors: boolean): string {
  const tree = readTree(text, kind !== 'email');
  tree.root.value = canonicalForm(tree.root.value, documentShape(kind), touchesAnchors);
  if (kind === 'map') setApart(tree.root.value);
  settleRoot(tree.root);
  return print(tree, schemaAddressFor(kind, tree.schemaAddress));
}

type Parsed = ReturnType<typeof parseFile>;

/** Nothing but what formatting is for has changed: no value, no comment, no email's body. */
function isSame(before: Parsed, after: Parsed, kind: DocumentKind): boolean {
  const [was, is] = [before, after].map(({ value, text, body }) => ({
    value: meaningOf(value, documentShape(kind)),
    comments: commentsIn(yamlOf(text.replaceAll('\r\n', '\n'), kind)),
    body: body?.text.replaceAll('\r\n', '\n'),
  }));
  return after.diagnostics.every(({ severity }) => severity !== 'error') && isDeepStrictEqual(was, is);
}

function yamlOf(text: string, kind: DocumentKind): string {
  return kind === 'email' ? (partsOf(text).front?.text ?? text) : text;
}

function partsOf(text: string): SplitEmail {
  return splitEmail({ path: '', lines: lineIndex(text), text });
}

/** The text with its byte order mark, which formatting removes. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
