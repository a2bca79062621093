import type { Analysis } from '../3-analyze/analyze.ts';
import type { Compilation } from '../compilation.ts';
import { emailSources, emailRefs } from './emit-emails.ts';
import { emitMap } from './emit-map.ts';
import { emitNotices } from './emit-notices.ts';
import { emitSettings } from './emit-settings.ts';
import { placesOfMap, placesOfNotices } from './source-places.ts';

/** Writes down what was analyzed, without errors, as plain data: equal sources give equal output. */
export function emit(analysis: Analysis): NonNullable<Compilation['output']> {
  const { sources, maps } = analysis;
  const emails = emailSources(sources);
  const refs = emailRefs(emails, analysis);
  const programs = [...sources.programs.values()].sort((a, b) =>
    a.value.program < b.value.program ? -1 : 1,
  );
  const inOrder = maps.toSorted((a, b) => (a.doc.value.map < b.doc.value.map ? -1 : 1));
  return {
    programs: [
      ...inOrder.map((map) => emitMap(map, analysis, refs)),
      ...programs.flatMap(({ value }) => emitNotices(value, analysis, refs)),
    ],
    places: Object.fromEntries([
      ...inOrder.map((map) => [map.doc.value.map, placesOfMap(map)] as const),
      ...programs.map((doc) => [`${doc.value.program}.notices`, placesOfNotices(doc)] as const),
    ]),
    settings: emitSettings(
      analysis,
      programs.map(({ value }) => value),
    ),
    emails,
    scenarios: sources.scenarios.map(({ file, value }) => ({ file: file.path, scenario: value })),
    populations: sources.populations.map(({ file, value }) => ({ file: file.path, population: value })),
  };
}
