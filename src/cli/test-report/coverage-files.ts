import type { MapPart } from '../../simulator/coverage.ts';
import { partsOf } from '../../simulator/coverage.ts';
import type { Covered } from './coverage-table.ts';
import { placeOfPart } from './part-place.ts';

/** A part with the line it is written on and how often scenarios came to it. */
interface Counted {
  part: MapPart;
  line: number;
  column: number;
  count: number;
}

/** The counted parts of each file; what is there by default has no line, and is counted where it belongs to. */
function byFile({ programs, places, hits }: Covered): Map<string, Counted[]> {
  const counted = programs.flatMap(partsOf).flatMap((part) => {
    const place = placeOfPart(part, places);
    return place ? [{ part, ...place, count: hits.get(part.key) ?? 0 }] : [];
  });
  return Map.groupBy(counted, ({ file }) => file);
}

/**
 * Coverage as an lcov tracefile (geninfo(1)): doors and thresholds are functions, steps are lines, outcomes are
 * branches.
 */
export function lcovOf(covered: Covered): string {
  const records = [...byFile(covered)].map(([file, parts]) => {
    const doors = ofKinds(parts, 'triggers', 'milestones');
    const steps = ofKinds(parts, 'steps');
    const outcomes = ofKinds(parts, 'outcomes');
    const blocks = [...Map.groupBy(outcomes, ({ part }) => part.of).values()];
    return [
      'TN:',
      `SF:${file}`,
      ...doors.map(({ part, line }) => `FN:${line},${part.name}`),
      ...doors.map(({ part, count }) => `FNDA:${count},${part.name}`),
      ...found('FN', doors),
      ...blocks.flatMap((ways, block) =>
        ways.map(({ line, count }, index) => `BRDA:${line},${block},${index},${count}`),
      ),
      ...found('BR', outcomes),
      ...[...Map.groupBy(steps, ({ line }) => line)].map(
        ([line, own]) => `DA:${line},${Math.max(...own.map(({ count }) => count))}`,
      ),
      ...found('L', steps),
      'end_of_record',
    ].join('\n');
  });
  return `${records.join('\n')}\n`;
}

function found(letter: string, parts: readonly Counted[]): string[] {
  return [`${letter}F:${parts.length}`, `${letter}H:${parts.filter(({ count }) => count > 0).length}`];
}

/** Coverage as Istanbul's JSON (`coverage-final.json`), which nyc, Codecov and others read. */
export function istanbulOf(covered: Covered): object {
  return Object.fromEntries(
    [...byFile(covered)].map(([file, parts]) => {
      const doors = ofKinds(parts, 'triggers', 'milestones');
      const steps = ofKinds(parts, 'steps');
      const branches = [...Map.groupBy(ofKinds(parts, 'outcomes'), ({ part }) => part.of).values()];
      return [
        file,
        {
          path: file,
          statementMap: numbered(steps.map(rangeOf)),
          s: numbered(steps.map(({ count }) => count)),
          fnMap: numbered(
            doors.map((door) => ({
              name: door.part.name,
              decl: rangeOf(door),
              loc: rangeOf(door),
              line: door.line,
            })),
          ),
          f: numbered(doors.map(({ count }) => count)),
          branchMap: numbered(
            branches.map((ways) => ({
              type: 'switch',
              loc: ways[0] && rangeOf(ways[0]),
              line: ways[0]?.line,
              locations: ways.map(rangeOf),
            })),
          ),
          b: numbered(branches.map((ways) => ways.map(({ count }) => count))),
        },
      ];
    }),
  );
}

/** Istanbul counts columns from 0. */
function rangeOf({ line, column, part }: Counted) {
  return { start: { line, column: column - 1 }, end: { line, column: column - 1 + part.of.length } };
}

function ofKinds(parts: readonly Counted[], ...kinds: MapPart['kind'][]): Counted[] {
  return parts.filter(({ part }) => kinds.includes(part.kind));
}

function numbered<T>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((one, index) => [String(index), one]));
}
