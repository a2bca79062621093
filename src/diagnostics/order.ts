import type { Diagnostic, Position } from './diagnostic.ts';

/** The order in which diagnostics are shown: by file, place, code, then as they were found. The very same one is shown once. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byKey = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const key = JSON.stringify([one.file, one.start, one.end, one.code, one.message]);
    if (!byKey.has(key)) byKey.set(key, one);
  }
  return [...byKey.values()].sort(
    (a, b) => compare(a.file, b.file) || comparePositions(a.start, b.start) || compare(a.code, b.code),
  );
}

/** Negative when `a` comes first. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
