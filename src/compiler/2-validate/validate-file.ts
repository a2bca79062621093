import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DocumentKind } from '../../language/schemas.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import { withoutDoubtful } from './doubts.ts';
import { explain } from './explain.ts';
import { prune } from './prune.ts';
import { compileSchemas, type ShapeCheck } from './schema-compiler.ts';
import type { ShapeError } from './shape-error.ts';

/** A document whose shape was checked; what was wrong has been taken out of its value. */
export interface ValidFile extends ParsedFile {
  /** Undefined when nothing usable is left. */
  value: object | undefined;
  /** Parts are missing, so what is not found in it may have been meant to be there. */
  gaps: boolean;
}

let checks: Readonly<Record<DocumentKind, ShapeCheck>> | undefined;

/** Checks a document against the schema of its kind. */
export function validateFile(file: ParsedFile): ValidFile {
  if (file.value === undefined) return { ...file, value: undefined, gaps: true };
  checks ??= compileSchemas();
  const check = checks[file.kind];
  const diagnostics: Diagnostic[] = [...file.diagnostics];
  let gaps = file.diagnostics.some(({ severity }) => severity === 'error');
  let errors = withoutDoubtful(file, relevant(check(file.value)));
  for (const error of errors) {
    const found = explain(file, error);
    if (found) diagnostics.push(found);
  }
  let { doubts } = file;
  // Each round removes something, so this ends; later rounds find only what the removals left incomplete.
  while (errors.length > 0 || doubts.length > 0) {
    const pruned = prune(file, errors, doubts);
    doubts = [];
    gaps ||= pruned.gaps;
    if (!pruned.usable) return { ...file, diagnostics, value: undefined, gaps };
    errors = relevant(check(file.value));
  }
  return { ...file, diagnostics, value: file.value as object, gaps };
}

/** Leaves out summaries of other errors, and all that concerns the inside of what is not supported yet. */
function relevant(errors: readonly ShapeError[]): ShapeError[] {
  const later = new Set(
    errors.filter(({ keyword }) => keyword === 'x-notYet').map(({ instancePath }) => instancePath),
  );
  return errors.filter((error) => {
    if (error.keyword === 'propertyNames') return false;
    if (error.keyword === 'x-notYet') return true;
    return !isInside(error.instancePath, later);
  });
}

function isInside(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.size === 0) return false;
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (paths.has(at)) return true;
    if (at === '') return false;
  }
}
