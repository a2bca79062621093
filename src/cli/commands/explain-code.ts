import { styleText } from 'node:util';
import { CATALOG, docsOf, entryOf } from '../../diagnostics/catalog.ts';
import type { CatalogEntry } from '../../diagnostics/catalog/entry.ts';
import EXAMPLES from '../../diagnostics/examples.generated.json' with { type: 'json' };
import { didYouMean, suggestion } from '../../diagnostics/suggest.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { answer, type Format } from '../answer.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** What `mapwright explain-code` was asked for. */
export interface ExplainCodeOptions {
  /** Such as `MW203`, in any case; without it all codes are listed. */
  code?: string;
  format: Format;
  terminal: Terminal;
}

/** Prints the long text of a diagnostic. @throws Stopped when there is no such code */
export function runExplainCode({ code, format, terminal }: ExplainCodeOptions): number {
  if (code === undefined) return listCodes(format, terminal);
  const known = code.toUpperCase().replace(/^(?=\d{3}$)/, 'MW');
  const entry = entryOf(known);
  if (!entry) throw new Stopped(EXIT.usage, unknownCode(code));
  const example = (EXAMPLES as Readonly<Record<string, string>>)[known];
  const value = { code: known, ...entry, docs: docsOf(known), ...(example === undefined ? {} : { example }) };
  answer(format, explained(known, entry, example, terminal), value);
  return EXIT.done;
}

function listCodes(format: Format, { color }: Terminal): number {
  const codes = Object.entries<CatalogEntry>(CATALOG)
    .map(([code, { severity, title }]) => ({ code, severity, title }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const lines = codes.map(
    ({ code, severity, title }) => `${bold(code, color)} ${severity.padEnd('warning'.length)} ${title}`,
  );
  answer(format, lines, { codes });
  return EXIT.done;
}

function unknownCode(code: string): string {
  const near = suggestion(code.toUpperCase(), Object.keys(CATALOG));
  const meant = near ? didYouMean(near) : '';
  return `There is no diagnostic \`${code}\`. ${meant}All codes: mapwright explain-code`;
}

function explained(
  code: string,
  { severity, title, message, hint, explanation }: CatalogEntry,
  example: string | undefined,
  { color, width = Number.POSITIVE_INFINITY }: Terminal,
): string[] {
  const wrapped = (text: string): string => wrapText(text, Math.min(width, 100), '');
  return [
    `${bold(`${code}: ${title}`, color)} (${severity})`,
    '',
    wrapped(withoutValues(message)),
    '',
    wrapped(explanation),
    '',
    wrapped(`${bold('How to fix it:', color)} ${withoutValues(hint)}`),
    ...(example === undefined ? [] : ['', bold('An example:', color), '', sentencesWrapped(example, width)]),
    '',
    docsOf(code),
  ];
}

/** The lines of a frame are short; the sentences around it may not be. */
function sentencesWrapped(example: string, width: number): string {
  const lines = example.split('\n');
  return lines.map((line) => (/ \| ?/.test(line) ? line : wrapText(line, width, '  '))).join('\n');
}

/** `{key}` is filled in where a problem is found; here it says only that something is. */
function withoutValues(text: string): string {
  return text
    .replace('{suggestion}', '')
    .replace(/(?<!\{)\{(\w+)\}(?!\})/g, (_, name: string) => name.toUpperCase());
}

function bold(text: string, color: boolean): string {
  return color ? styleText('bold', text, { validateStream: false }) : text;
}
