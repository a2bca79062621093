import type { Diagnostic, Severity } from './diagnostic.ts';

/** How many maps were read, and how many problems were found. */
export interface Summary {
  maps: number;
  errors: number;
  warnings: number;
}

/** Counts; remarks of severity `info` count as neither. */
export function summaryOf(diagnostics: readonly Diagnostic[], maps: number): Summary {
  const count = (severity: Severity) => diagnostics.filter((one) => one.severity === severity).length;
  return { maps, errors: count('error'), warnings: count('warning') };
}
