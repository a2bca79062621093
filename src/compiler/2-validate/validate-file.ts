import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import { withoutDoubtful } from './doubts.ts';
import { explain } from './explain.ts';
import { prune } from './prune.ts';
import { mistakes, notYetUsed } from './relevant.ts';
import { shapeErrors } from './shape-check.ts';
import type { ShapeError } from './shape-error.ts';

/** A document whose shape was checked; what was wrong has been taken out of its value. */
export interface ValidFile extends ParsedFile {
  /** Undefined when nothing usable is left. */
  value: object | undefined;
  /** Parts are missing, so what is not found in it may have been meant to be there. */
  gaps: boolean;
  /** What is part of the language, is checked like everything else, and is not run by this version. */
  notYet: Diagnostic[];
}

/** Checks a document against the schema of its kind. */
export function validateFile(file: ParsedFile): ValidFile {
  if (file.value === undefined) return { ...file, value: undefined, gaps: true, notYet: [] };
  const found = shapeErrors(file.kind, file.value);
  const notYet = explained(file, notYetUsed(found));
  let errors = withoutDoubtful(file, mistakes(found));
  const diagnostics: Diagnostic[] = [...file.diagnostics, ...explained(file, errors)];
  let gaps = file.diagnostics.some(({ severity }) => severity === 'error');
  let { doubts } = file;
  // Each round removes something, so this ends; later rounds find only what the removals left incomplete.
  while (errors.length > 0 || doubts.length > 0) {
    const pruned = prune(file, errors, doubts);
    doubts = [];
    gaps ||= pruned.gaps;
    if (!pruned.usable) return { ...file, diagnostics, value: undefined, gaps, notYet };
    errors = mistakes(shapeErrors(file.kind, file.value));
  }
  return { ...file, diagnostics, value: file.value as object, gaps, notYet };
}

function explained(file: ParsedFile, errors: readonly ShapeError[]): Diagnostic[] {
  return errors.flatMap((error) => explain(file, error) ?? []);
}
