import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Related } from '../../diagnostics/diagnostic.ts';
import { jumpOf, type Flow } from './flow.ts';
import { goalIsReachable, isGoal } from './goals.ts';
import { loopsWithoutWait } from './loops.ts';
import type { MapContext } from './map-context.ts';
import { nameOfStep, stepPlace } from './step-place.ts';
import type { Door, StepNode } from './step-tree.ts';

/** Checks how places move: steps that nobody reaches, goals that nobody achieves, loops that never rest. */
export function checkFlow(
  doors: readonly Door[],
  flow: Flow,
  reached: ReadonlySet<StepNode>,
  context: MapContext,
): void {
  // What is missing, or a jump that leads nowhere, may be what leads to a step.
  if (context.doc.file.gaps || flow.isTorn) return;
  for (const { steps } of doors) checkReached(steps, reached, context);
  for (const node of flow.nodes.keys()) {
    if (isGoal(node) && !goalIsReachable(node, flow, doors))
      context.report(diagnostic('MW344', { id: node.id }, stepPlace(context.doc.file, node)));
  }
  for (const loop of loopsWithoutWait(flow)) {
    if (loop.some((node) => reached.has(node))) reportLoop(loop, context);
  }
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
    // A goal that nobody achieves and a fork that never joins have diagnostics of their own.
    if (!told && before && !isGoal(node) && before.kind !== 'fork') reportUnreached(node, before, context);
    told = true;
  });
}

function reportUnreached(node: StepNode, before: StepNode, { doc, report }: MapContext): void {
  const related = [{ message: 'the path ends here', ...stepPlace(doc.file, before) }];
  const [why, fix] = whyNotReached(before);
  report(diagnostic('MW319', { why, fix }, stepPlace(doc.file, node), { related }));
}

function whyNotReached(before: StepNode): [why: string, fix: string] {
  const move = 'Remove it, or move it before';
  switch (before.kind) {
    case 'exit':
      return ['the contact has left the map at the `exit` before it', `${move} the \`exit\`.`];
    case 'end':
      return ['contacts stay at the `end` before it', `${move} the \`end\`.`];
    case 'goTo':
      return [`the contact jumps to \`${jumpOf(before) ?? ''}\` before it`, `${move} the \`goTo\`.`];
    default:
      return [
        `each path of ${nameOfStep(before)} before it ends in \`exit\`, \`end\` or \`goTo\``,
        'Remove it, or let one of the paths run out.',
      ];
  }
}

function reportLoop(loop: readonly StepNode[], { doc, report, flow }: MapContext): void {
  const inFile = [...flow.nodes.keys()];
  // The jump back is the last one in the file; without any the loop goes through the end of a path.
  const jumps = loop.filter((node) => jumpOf(node) !== undefined);
  const jump = jumps.sort((a, b) => inFile.indexOf(b) - inFile.indexOf(a))[0] ?? loop[0];
  if (!jump) return;
  const at = loop.indexOf(jump);
  const round = [...loop.slice(at + 1), ...loop.slice(0, at + 1)].filter(({ kind }) => kind !== 'goTo');
  const [first] = round;
  const way = [...round, ...(first ? [first] : [])].map(nameOfStep).join(' → ');
  const related: Related[] = first
    ? [{ message: 'the loop begins here', ...stepPlace(doc.file, first) }]
    : [];
  for (const node of round) {
    const why = node.waitsOnce ?? (node.waits ? 'its `if` can skip this step' : undefined);
    if (why !== undefined) related.push({ message: why, ...stepPlace(doc.file, node) });
  }
  report(diagnostic('MW340', { way: way || nameOfStep(jump) }, stepPlace(doc.file, jump), { related }));
}
