import type { SourcePlaces } from '../../compiler/compilation.ts';
import type { Program } from '../../program/program.ts';
import { partsOf, type Hits, type MapPart } from '../../simulator/coverage.ts';
import type { CoveredKind } from '../../simulator/report.ts';
import { padded, type Paint } from './paint.ts';
import { placeOfPart } from './part-place.ts';

const KINDS: readonly CoveredKind[] = ['steps', 'outcomes', 'triggers', 'milestones'];
const SINGULAR = {
  steps: 'step',
  outcomes: 'outcome',
  triggers: 'trigger',
  milestones: 'milestone',
} as const;

/** What coverage is told of. */
export interface Covered {
  programs: readonly Program[];
  places: Readonly<Record<string, SourcePlaces>>;
  hits: Hits;
}

/** How much of all parts the scenarios came to, in percent, rounded down: 100 means all. */
export function percentCovered({ programs, hits }: Covered): number {
  return percent(programs.flatMap(partsOf), hits);
}

/** A table with a row for each map, and what nothing came to with its place. Notices are maps, too. */
export function coverageTable(covered: Covered, paint: Paint): string[] {
  const { programs, hits } = covered;
  const rows = programs.map((program) => {
    const parts = partsOf(program);
    return [program.map, ...KINDS.map((kind) => count(parts, kind, hits)), `${percent(parts, hits)} %`];
  });
  const all = [['coverage', ...KINDS, ''], ...rows];
  const widths = [...Array(KINDS.length + 2).keys()].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  return [
    ...all.map((row, index) => {
      const cells = row.map((cell, column) =>
        padded(cell, widths[column] ?? 0, column === 0 ? 'right' : 'left'),
      );
      const line = cells.join('  ').trimEnd();
      return index === 0 ? paint('bold', line) : line;
    }),
    ...uncoveredLines(covered, paint),
  ];
}

/** What no scenario came to, a line for each part. */
export function uncoveredLines({ programs, places, hits }: Covered, paint: Paint): string[] {
  const missed = programs.flatMap(partsOf).filter(({ key }) => !hits.has(key));
  if (missed.length === 0) return [];
  return [
    paint('bold', 'no scenario came to'),
    ...missed.map((part) => {
      const place = placeOfPart(part, places);
      const where = place ? ` ${paint('dim', `${place.file}:${place.line}`)}` : '';
      return `  ${paint('red', SINGULAR[part.kind])} ${part.name}${where}`;
    }),
  ];
}

function count(parts: readonly MapPart[], kind: CoveredKind, hits: Hits): string {
  const own = parts.filter((part) => part.kind === kind);
  return own.length === 0 ? '–' : `${own.filter(({ key }) => hits.has(key)).length}/${own.length}`;
}

function percent(parts: readonly MapPart[], hits: Hits): number {
  if (parts.length === 0) return 100;
  return Math.floor((parts.filter(({ key }) => hits.has(key)).length / parts.length) * 100);
}
