import type { Diagnostic, Position } from '../diagnostics/diagnostic.ts';
import { placeOf, type ParsedFile } from './1-parse/parsed-file.ts';

/**
 * Says once what is wrong in a value that aliases and merge keys repeat. What is only wrong because it is repeated,
 * such as an id that is there twice, is shown at the alias.
 */
export function oncePerAnchor(found: readonly Diagnostic[], files: readonly ParsedFile[]): Diagnostic[] {
  const repeating = new Map(
    files.flatMap((file) => (file.repeated.length > 0 ? [[file.path, placesIn(file)] as const] : [])),
  );
  if (repeating.size === 0) return [...found];
  const said = new Set<string>();
  return found.flatMap((one) => {
    const by = repeating.get(one.file)?.find(({ start, end }) => isWithin(one.start, start, end))?.by;
    if (!by) return [one];
    const key = [one.code, one.file, one.start.line, one.start.column, one.hint].join('\n');
    if (said.has(key)) return [];
    said.add(key);
    const isOfItself = one.related.some((other) => other.file === one.file && isSame(other.start, one.start));
    return [isOfItself ? { ...one, ...by } : one];
  });
}

/** The places of repeated values, with that of an alias of each. */
function placesIn(file: ParsedFile) {
  return file.repeated.map(({ anchored, by }) => ({ ...placeOf(file, anchored), by: placeOf(file, by) }));
}

function isWithin(one: Position, start: Position, end: Position): boolean {
  return !isBefore(one, start) && isBefore(one, end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

function isSame(one: Position, other: Position): boolean {
  return one.line === other.line && one.column === other.column;
}
