import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Report } from './sources.ts';

/** What an analysis has to say. */
export interface Findings {
  diagnostics: Diagnostic[];
  /** What is right, and what this version does not run. */
  notYet: Diagnostic[];
}

/** Findings that are still being collected. */
export interface Collecting extends Findings {
  report: Report;
  /** Takes what is right, and what this version does not run. */
  later: Report;
}

/** Begins to collect. */
export function collecting(): Collecting {
  const diagnostics: Diagnostic[] = [];
  const notYet: Diagnostic[] = [];
  return {
    diagnostics,
    notYet,
    report: (one) => void diagnostics.push(one),
    later: (one) => void notYet.push(one),
  };
}

/** All findings of some analyses, in their order. */
export function inOne(findings: readonly Findings[]): Findings {
  return {
    diagnostics: findings.flatMap(({ diagnostics }) => diagnostics),
    notYet: findings.flatMap(({ notYet }) => notYet),
  };
}
