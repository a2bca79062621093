import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diagramOf } from '../../diagram/diagram-of.ts';
import { toSvg } from '../../diagram/to-svg.ts';
import type { Program } from '../../program/program.ts';
import { partsOf, type Hits, type MapPart } from '../../simulator/coverage.ts';
import { reasonOf, writeText } from '../commands/graph-output.ts';
import { EXIT, Stopped } from '../exit-codes.ts';

/** Writes a picture of each map, `FOLDER/MAP.svg`, with what no scenario came to marked. @throws Stopped */
export async function writePictures(folder: string, programs: readonly Program[], hits: Hits): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new Stopped(EXIT.failed, `${folder} cannot be made: ${reasonOf(error)}`);
  });
  for (const program of programs)
    await writeText(
      join(folder, `${program.map}.svg`),
      await toSvg(diagramOf(program, marksOf(program, hits))),
    );
}

/** What to mark: steps, doors, and the ways on from steps that people came to. */
function marksOf(program: Program, hits: Hits) {
  const missed = partsOf(program).filter(({ key }) => !hits.has(key));
  const ofKind = (kind: MapPart['kind']) => missed.filter((part) => part.kind === kind);
  const steps = new Set(ofKind('steps').map(({ of }) => of));
  const thresholds = (name: string) => program.milestones.find((set) => set.name === name)?.at.length ?? 0;
  const sets = Map.groupBy(ofKind('milestones'), ({ of }) => of);
  return {
    uncovered: steps,
    uncoveredDoors: new Set([
      ...ofKind('triggers').map(({ of }) => `trigger/${of}`),
      ...[...sets]
        .filter(([name, own]) => own.length === thresholds(name))
        .map(([name]) => `milestone/${name}`),
    ]),
    uncoveredWays: ofKind('outcomes').flatMap(({ of, to }) =>
      to === undefined || steps.has(of) ? [] : [{ from: of, to }],
    ),
  };
}
