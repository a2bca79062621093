import type { ParsedFile } from '../1-parse/parsed-file.ts';
import type { ShapeError } from './shape-error.ts';
import { target } from './target.ts';

/** Leaves out what is wrong with values about which the parser has said something: one mistake, one diagnostic. */
export function withoutDoubtful(file: ParsedFile, errors: ShapeError[]): ShapeError[] {
  if (file.doubts.length === 0) return errors;
  const keys = new Map<object, Set<string | number>>();
  for (const { container, key } of file.doubts)
    keys.set(container, (keys.get(container) ?? new Set()).add(key));
  return errors.filter((error) => {
    const unknown = error.params['additionalProperty'] as string | undefined;
    if (unknown !== undefined) return !keys.get(error.data as object)?.has(unknown);
    const { container, key } = target(file.value, error.instancePath);
    return !(container && keys.get(container)?.has(key));
  });
}
