import type { Diagnostic } from './diagnostic.ts';
import { summaryOf } from './summary.ts';

/** The machine form of `check --format json`: stable, see cli.md. */
export function renderJson(diagnostics: readonly Diagnostic[], maps: number): string {
  return `${JSON.stringify({ diagnostics, summary: summaryOf(diagnostics, maps) }, undefined, 2)}\n`;
}
