import type { Compilation } from '../../../src/compiler/compilation.ts';
import type { Fix, Position } from '../../../src/diagnostics/diagnostic.ts';

/** The files with the first fix of each diagnostic applied; undefined when no diagnostic has one. */
export function fixedFiles(
  { diagnostics, sources }: Compilation,
  files: Readonly<Record<string, Uint8Array | string>>,
): Record<string, string> | undefined {
  const fixes = diagnostics.flatMap((one) => one.fixes.slice(0, 1));
  if (fixes.length === 0) return undefined;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const own = fixes.filter(({ file }) => file === `maps/${path}`);
      const plain = typeof text === 'string' ? text : new TextDecoder().decode(text);
      return [path, own.length === 0 ? plain : applied(sources.get(`maps/${path}`) ?? plain, own)];
    }),
  );
}

/** From the back, so that places stay right; of fixes that overlap the last one counts. */
function applied(text: string, fixes: readonly Fix[]): string {
  const edits = fixes
    .map(({ start, end, text: replacement }) => ({
      start: offsetOf(text, start),
      end: offsetOf(text, end),
      replacement,
    }))
    .sort((a, b) => b.start - a.start);
  let done = text;
  let reached = Number.POSITIVE_INFINITY;
  for (const { start, end, replacement } of edits) {
    if (end > reached) continue;
    done = done.slice(0, start) + replacement + done.slice(end);
    reached = start;
  }
  return done;
}

function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}
