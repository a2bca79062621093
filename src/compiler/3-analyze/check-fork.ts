import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { runsOut } from './flow.ts';
import type { MapContext } from './map-context.ts';
import { stepPlace } from './step-place.ts';
import type { Path, StepNode } from './step-tree.ts';
import type { StepOf } from './steps/step-analysis.ts';

/** Checks that the paths of a fork can join, and that nothing stands behind one that never does. */
export function checkFork({ fork }: StepOf<'fork'>, node: StepNode, context: MapContext): void {
  const { doc, report, flow } = context;
  // What is missing may be its `join`, or what a path ends with.
  if (doc.file.gaps) return;
  const { join = 'all', paths } = fork;
  if (join === 'none') {
    const hasSibling = node.source && node.source.index + 1 < node.source.list.length;
    const next = hasSibling ? flow.nodes.get(node)?.next : undefined;
    if (next) report(diagnostic('MW363', {}, stepPlace(doc.file, next)));
    return;
  }
  const own = node.paths.filter(({ name }) => name in paths);
  for (const { steps } of own) {
    for (const end of endsIn(steps)) report(diagnostic('MW343', { join }, stepPlace(doc.file, end)));
  }
  if (flow.isTorn) return;
  const stuck = own.filter((path) => !runsOut(path, flow) && !isToldOf(path));
  const [first] = stuck;
  if (!first || (join === 'any' && stuck.length < own.length)) return;
  const which = join === 'all' ? `The path \`${first.name}\` never` : 'None of the paths ever';
  report(diagnostic('MW349', { which, join }, keyPlace(doc.file, paths, first.name)));
}

/** An `end` has been reported, in this fork or in one inside it that joins. */
function isToldOf({ steps }: Path): boolean {
  return [...endsIn(steps, (join) => join !== 'none')].length > 0;
}

/** The `end` steps of a path; those in a fork inside it are its own matter. */
function* endsIn(
  steps: readonly StepNode[],
  isEntered: (join: string | undefined) => boolean = () => false,
): Generator<StepNode> {
  for (const node of steps) {
    if (node.kind === 'end') yield node;
    if (typeof node.step !== 'string' && 'fork' in node.step && !isEntered(node.step.fork.join)) continue;
    for (const path of node.paths) yield* endsIn(path.steps, isEntered);
  }
}
