import type { SourcePlaces } from '../../compiler/compilation.ts';
import type { MapPart } from '../../simulator/coverage.ts';

/** Where a part of a map is written; undefined for steps that are there by default, such as the exit of `rejected`. */
export function placeOfPart(
  { kind, map, of }: Pick<MapPart, 'kind' | 'map' | 'of'>,
  places: Readonly<Record<string, SourcePlaces>>,
): { file: string; line: number; column: number } | undefined {
  const written = places[map];
  const position = written?.[kind === 'outcomes' ? 'steps' : kind][of];
  return written && position ? { file: written.file, ...position } : undefined;
}
