import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { stepPlace } from './step-place.ts';
import { runsOut } from './flow.ts';
import type { MapContext } from './map-context.ts';
import { allSteps, type StepNode } from './step-tree.ts';
import type { StepOf } from './steps/step-analysis.ts';

/** Checks that the paths of a fork can join, and that nothing stands behind one that never does. */
export function checkFork(step: StepOf<'fork'>, node: StepNode, { doc, report }: MapContext): void {
  const { file } = doc;
  const { join = 'all', paths } = step.fork;
  if (join === 'none') {
    const next = node.source && node.source.list[node.source.index + 1];
    if (next !== undefined && node.source)
      report(diagnostic('MW363', {}, valuePlace(file, node.source.list, node.source.index + 1)));
    return;
  }
  for (const path of node.paths) {
    for (const inner of allSteps(path.steps)) {
      if (inner.kind === 'end') report(diagnostic('MW343', { join }, stepPlace(file, inner)));
    }
  }
  if (file.gaps) return;
  const stuck = node.paths.filter(({ steps }) => !runsOut(steps) && !endsInEnd(steps));
  const [first] = stuck;
  if (!first || (join === 'any' && stuck.length < node.paths.length)) return;
  report(diagnostic('MW349', { path: first.name, join }, keyPlace(file, paths, first.name)));
}

/** Reported by itself: `end` has no place in a path that joins. */
function endsInEnd(steps: readonly StepNode[]): boolean {
  return [...allSteps(steps)].some(({ kind }) => kind === 'end');
}
