import { diagnostic } from '../../diagnostics/catalog.ts';
import { stepPlace } from './step-place.ts';
import { jumpOf, passes, type Flow } from './flow.ts';
import { goalIsReachable, isGoal } from './goals.ts';
import { loopWithoutWait } from './loops.ts';
import type { MapContext } from './map-context.ts';
import type { Door, StepNode } from './step-tree.ts';

/** Checks how places move: steps that nobody reaches, goals that nobody achieves, loops that never rest. */
export function checkFlow(
  doors: readonly Door[],
  flow: Flow,
  reached: ReadonlySet<StepNode>,
  context: MapContext,
): void {
  for (const { steps } of doors) checkReached(steps, reached, context);
  if (context.doc.file.gaps) return;
  for (const node of flow.nodes.keys()) {
    if (isGoal(node) && !goalIsReachable(node, flow, doors)) {
      context.report(diagnostic('MW344', { id: node.id }, stepPlace(context.doc.file, node)));
    }
  }
  const loop = loopWithoutWait(flow);
  if (loop) reportLoop(loop, context);
}

/** Of each stretch of steps that nobody reaches only the first is reported, and nothing inside it. */
function checkReached(steps: readonly StepNode[], reached: ReadonlySet<StepNode>, context: MapContext): void {
  let told = false;
  steps.forEach((node, index) => {
    if (reached.has(node)) {
      told = false;
      for (const path of node.paths) checkReached(path.steps, reached, context);
      return;
    }
    const before = steps[index - 1];
    // A goal that nobody achieves and what hangs on it have a diagnostic of their own.
    if (told || !before || passes(before) || isGoal(node)) return;
    told = true;
    context.report(diagnostic('MW319', { end: before.kind }, stepPlace(context.doc.file, node)));
  });
}

function reportLoop(loop: readonly StepNode[], { doc, report }: MapContext): void {
  const jump = loop.find((node) => jumpOf(node) !== undefined) ?? loop[0];
  if (!jump) return;
  const at = loop.indexOf(jump);
  const round = [...loop.slice(at + 1), ...loop.slice(0, at + 1)].filter(({ kind }) => kind !== 'goTo');
  const [first] = round;
  const way = [...round, ...(first ? [first] : [])].map(({ id }) => `\`${id}\``).join(' → ');
  const related = first ? [{ message: 'the loop begins here', ...stepPlace(doc.file, first) }] : [];
  report(diagnostic('MW340', { way }, stepPlace(doc.file, jump), { related }));
}
