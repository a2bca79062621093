import { nearestOf } from '../../diagnostics/suggest.ts';
import { removeValue, type Doubt } from '../1-parse/origins.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import type { ShapeError } from './shape-error.ts';
import { target } from './target.ts';

/** What is left of a document without its wrong parts. */
export interface Pruned {
  /** False when not even the outermost mapping could be kept. */
  usable: boolean;
  /** Something was removed that others may refer to, so a missing name proves nothing. */
  gaps: boolean;
}

/** Removes what is wrong or doubtful, so that the rest can still be checked: an author sees all problems in one pass. */
export function prune(file: ParsedFile, errors: readonly ShapeError[], doubts: readonly Doubt[]): Pruned {
  const removals = new Map<object, Set<string | number>>();
  let gaps = doubts.length > 0;
  for (const { container, key } of doubts)
    removals.set(container, (removals.get(container) ?? new Set()).add(key));
  for (const error of errors) {
    const { container, key, isKeyOnly } = removal(file, error);
    if (!container) return { usable: false, gaps: true };
    gaps ||= !isKeyOnly;
    removals.set(container, (removals.get(container) ?? new Set()).add(key));
  }
  for (const [container, keys] of removals) {
    // From the back, so that the indexes of list items stay right.
    const inOrder = Array.isArray(container) ? [...keys].sort((a, b) => Number(b) - Number(a)) : keys;
    for (const key of inOrder) removeValue(file.origins, container, key);
  }
  return { usable: true, gaps };
}

/** A known key that is misspelt is a known key that is missing. */
function isMisspelt(key: string, { parentSchema, data }: ShapeError): boolean {
  const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  const absent = known.filter((one) => !Object.hasOwn(data as object, one));
  return nearestOf(key, absent) !== undefined;
}

function removal(file: ParsedFile, error: ShapeError) {
  const propertyName = (error as { propertyName?: string }).propertyName;
  const unknown = error.params['additionalProperty'] as string | undefined;
  if (unknown !== undefined)
    return { container: error.data as object, key: unknown, isKeyOnly: !isMisspelt(unknown, error) };
  if (propertyName !== undefined)
    return { container: error.data as object, key: propertyName, isKeyOnly: false };
  const { container, key } = target(file.value, error.instancePath);
  return { container, key, isKeyOnly: false };
}
