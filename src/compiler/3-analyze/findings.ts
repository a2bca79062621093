import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Report } from './sources.ts';

/** What an analysis has to say. */
export interface Findings {
  diagnostics: Diagnostic[];
}

/** Findings that are still being collected. */
export interface Collecting extends Findings {
  report: Report;
}

/** Begins to collect. */
export function collecting(): Collecting {
  const diagnostics: Diagnostic[] = [];
  return { diagnostics, report: (one) => void diagnostics.push(one) };
}

/** All findings of some analyses, in their order. */
export function inOne(findings: readonly Findings[]): Findings {
  return { diagnostics: findings.flatMap(({ diagnostics }) => diagnostics) };
}
