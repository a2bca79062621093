import type { Place } from '../diagnostics/catalog.ts';
import type { Diagnostic, Position } from '../diagnostics/diagnostic.ts';
import { placeOf, type ParsedFile } from './1-parse/parsed-file.ts';

/** Leaves out what only repeats another diagnostic: one mistake, one diagnostic. */
export function withoutEchoes(found: readonly Diagnostic[], files: readonly ParsedFile[]): Diagnostic[] {
  return oncePerAnchor(notAboutMended(found, files), files);
}

/** What is wrong with a value that had to be put in quotes may follow from that, and is looked for when it has them. */
function notAboutMended(found: readonly Diagnostic[], files: readonly ParsedFile[]): readonly Diagnostic[] {
  const mended = placesByFile(files, (file) => file.mended.map((span) => placeOf(file, span)));
  if (mended.size === 0) return found;
  return found.filter(
    (one) => one.code.startsWith('MW1') || !mended.get(one.file)?.some((place) => isWithin(one.start, place)),
  );
}

/**
 * Says once what is wrong in a value that aliases and merge keys repeat. What is only wrong because it is repeated,
 * such as an id that is there twice, is shown at the alias.
 */
function oncePerAnchor(found: readonly Diagnostic[], files: readonly ParsedFile[]): Diagnostic[] {
  const repeated = placesByFile(files, (file) =>
    file.repeated.map(({ anchored, by }) => ({ ...placeOf(file, anchored), by: placeOf(file, by) })),
  );
  if (repeated.size === 0) return [...found];
  const said = new Set<string>();
  return found.flatMap((one) => {
    const by = repeated.get(one.file)?.find((place) => isWithin(one.start, place))?.by;
    if (!by) return [one];
    const key = [one.code, one.file, one.start.line, one.start.column, one.hint].join('\n');
    if (said.has(key)) return [];
    said.add(key);
    const isOfItself = one.related.some((other) => other.file === one.file && isSame(other.start, one.start));
    return [isOfItself ? { ...one, ...by } : one];
  });
}

function placesByFile<T>(
  files: readonly ParsedFile[],
  placesIn: (file: ParsedFile) => T[],
): Map<string, T[]> {
  const places = files.map((file) => [file.path, placesIn(file)] as const);
  return new Map(places.filter(([, all]) => all.length > 0));
}

function isWithin(one: Position, { start, end }: Pick<Place, 'start' | 'end'>): boolean {
  return !isBefore(one, start) && isBefore(one, end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

function isSame(one: Position, other: Position): boolean {
  return one.line === other.line && one.column === other.column;
}
