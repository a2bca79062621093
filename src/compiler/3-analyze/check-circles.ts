import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import type { AnalyzedMap } from './analyze-map.ts';
import { circlesOf, type CausedAgain } from './circles/find-circles.ts';
import type { Knocked } from './circles/listeners.ts';
import { nameOfStep, stepPlace } from './step-place.ts';
import type { Report } from './sources.ts';

/** Checks that no trigger of any map opens itself again and again, also by way of other maps. */
export function checkCircles(maps: readonly AnalyzedMap[], report: Report): void {
  for (const circle of circlesOf(maps)) reportCircle(circle, report);
}

function reportCircle({ way, isCertain }: CausedAgain, report: Report): void {
  const [first] = way;
  const start = way.at(-1)?.opens;
  if (!first || !start) return;
  const isAcross = way.some(({ opens }) => opens.map !== start.map);
  const nameOf = ({ door, map }: Knocked) =>
    isAcross ? `\`${door.name}\` of the map \`${map.doc.value.map}\`` : `\`${door.name}\``;
  const others = way.slice(0, -1).map(({ opens }) => nameOf(opens));
  const args = {
    trigger: nameOf(start),
    step: nameOfStep(first.step),
    opens:
      others.length > 0
        ? `opens ${others.join(', then ')}, and that ${nameOf(start)} again`
        : 'opens it again',
    before: way.length > 1 ? 'one of these steps' : 'the step',
  };
  const related = way.map(({ step, behind, opens }) => ({
    message: `this opens ${nameOf(opens)}`,
    ...stepPlace(behind.map.doc.file, step),
  }));
  const { file, value } = start.map.doc;
  const place = keyPlace(file, value.triggers, start.door.name);
  report(diagnostic(isCertain ? 'MW352' : 'MW353', args, place, { related }));
}
