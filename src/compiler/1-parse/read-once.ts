import { parseDocument, type Document } from 'yaml';
import { lineAt } from './mistakes/lines.ts';
import type { Trouble } from './mistakes/mistake.ts';

/** What the YAML library makes of a text: a document, or the first thing that it does not understand. */
export type ReadOnce = { document: Document.Parsed } | { trouble: Trouble };

/** Lets the YAML library read a text. */
export function readOnce(text: string): ReadOnce {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      logLevel: 'error',
    });
    const first = firstProblem(document, text);
    return first ? { trouble: first } : { document };
  } catch (error) {
    // The parser recurses; a few thousand nested brackets exhaust the stack before any bound of ours is met.
    if (!(error instanceof RangeError)) throw error;
    return { trouble: troubleAt({ code: 'RESOURCE_EXHAUSTION', message: '', pos: [0, 0] }, text) };
  }
}

/** The first of the library's complaints; what follows it is mostly its echo. */
function firstProblem({ errors, warnings }: Document.Parsed, text: string): Trouble | undefined {
  if (errors.length === 0 && warnings.length === 0) return undefined;
  const problems = [...errors, ...warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
  const real = problems.filter(
    ({ code, pos }) => code !== 'MULTIPLE_DOCS' || !isBlankDocument(text.slice(pos[0])),
  );
  const [first] = real.sort((a, b) => a.pos[0] - b.pos[0]);
  return first && troubleAt(first, text);
}

/** A `---` or `...` at the end, with nothing behind it, begins no second document. */
function isBlankDocument(rest: string): boolean {
  return /^(?:(?:---|\.\.\.)?[ \t]*(?:#[^\n]*)?(?:\r?\n|$))+$/.test(rest);
}

function troubleAt(error: { code: string; message: string; pos: [number, number] }, text: string): Trouble {
  const start = Math.min(error.pos[0], text.trimEnd().length);
  const span = { start, end: Math.max(Math.min(error.pos[1], text.length), start) };
  return { code: error.code, message: error.message, span, text, line: lineAt(text, start) };
}
