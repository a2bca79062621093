import { nearestOf } from '../../diagnostics/suggest.ts';
import type { ShapeError } from './shape-error.ts';

/** What is wrong: without summaries of other errors, and without what another error already says. */
export function mistakes(errors: readonly ShapeError[]): ShapeError[] {
  const misspelt = misspeltKeys(errors);
  const renamed = renamedKeys(errors, misspelt);
  return errors
    .flatMap((error) => {
      const instead = renamed.get(error.instancePath);
      if (instead === undefined) return error;
      if (error.keyword === 'required') return [];
      return error.keyword === 'additionalProperties'
        ? { ...error, params: { ...error.params, instead } }
        : error;
    })
    .filter((error) => {
      if (error.keyword === 'propertyNames' || error.keyword === 'x-notYet') return false;
      const missing = missingKeys(error);
      const written = missing.length === 0 ? [] : (misspelt.get(error.instancePath) ?? []);
      return !written.some((key) => nearestOf(key, missing) !== undefined);
    });
}

/** The keys of which one is not there. */
function missingKeys({ keyword, params, data, parentSchema }: ShapeError): string[] {
  if (keyword === 'required' || keyword === 'dependencies') return [String(params['missingProperty'])];
  if (keyword !== 'x-exactlyOne') return [];
  const keys = (parentSchema?.[keyword] ?? []) as string[];
  return keys.some((key) => Object.hasOwn(data as object, key)) ? [] : keys;
}

/** Unknown keys by the mapping that holds them: one of them may be the missing key, misspelt. */
function misspeltKeys(errors: readonly ShapeError[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue;
    keys.set(instancePath, [...(keys.get(instancePath) ?? []), String(params['additionalProperty'])]);
  }
  return keys;
}

/** The missing key of a mapping that lacks one and has one too many: `{ name: welcome }` for `{ template: welcome }`. */
function renamedKeys(
  errors: readonly ShapeError[],
  unknown: ReadonlyMap<string, string[]>,
): Map<string, string> {
  const missing = Map.groupBy(
    errors.filter(({ keyword }) => keyword === 'required'),
    ({ instancePath }) => instancePath,
  );
  return new Map(
    [...missing].flatMap(([path, [first, ...more]]) => {
      const isOne = first && more.length === 0 && unknown.get(path)?.length === 1;
      return isOne ? [[path, String(first.params['missingProperty'])] as const] : [];
    }),
  );
}

/** What this version does not run: of nested ones the outermost, which says it all. */
export function notYetUsed(errors: readonly ShapeError[]): ShapeError[] {
  const later = errors.filter(({ keyword }) => keyword === 'x-notYet');
  const paths = new Set(later.map(({ instancePath }) => instancePath));
  return later.filter(({ instancePath }) => !isInside(instancePath, paths));
}

function isInside(path: string, paths: ReadonlySet<string>): boolean {
  for (let at = path; at !== '';) {
    at = at.slice(0, at.lastIndexOf('/'));
    if (paths.has(at)) return true;
  }
  return false;
}
