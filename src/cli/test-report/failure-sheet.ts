import type { SourcePlaces } from '../../compiler/compilation.ts';
import type { Program } from '../../program/program.ts';
import type { FailureSheet } from './failure-lines.ts';
import { paintFor } from './paint.ts';
import { placeOfPart } from './part-place.ts';

/** What the failures of a test run are shown with. */
export interface TestSheet {
  programs: readonly Program[];
  places: Readonly<Record<string, SourcePlaces>>;
  /** Texts of the files, by path. */
  sources: ReadonlyMap<string, string>;
  color: boolean;
  /** Columns of the terminal; without it nothing is wrapped. */
  width?: number;
}

/** What the failures of one scenario file are shown with. */
export function failureSheet(
  file: string,
  { programs, places, sources, color, width }: TestSheet,
): FailureSheet {
  return {
    paint: paintFor(color),
    ...(width === undefined ? {} : { width }),
    text: sources.get(file) ?? '',
    placeOf: ({ map, step }) => {
      const place = placeOfPart({ kind: 'steps', map, of: step }, places);
      return place && `${place.file}:${place.line}`;
    },
    sendersOf: (template) =>
      programs.flatMap(({ map, steps }) =>
        Object.values(steps)
          .filter((step) => 'email' in step && step.email?.template === template)
          .map((step) => ({ map, step: step.id })),
      ),
  };
}
