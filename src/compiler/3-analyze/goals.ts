import type { Flow } from './flow.ts';
import type { Door, StepNode } from './step-tree.ts';
import type { StepOf } from './steps/step-analysis.ts';

/** Whether a step is a goal. */
export function isGoal(node: StepNode): node is StepNode & { step: StepOf<'goal'> } {
  return typeof node.step !== 'string' && 'goal' in node.step;
}

/** Whether anybody can achieve a goal: `above` takes a step from where it can be reached. */
export function goalIsReachable(
  node: StepNode & { step: StepOf<'goal'> },
  flow: Flow,
  doors: readonly Door[],
): boolean {
  const { scope = 'above' } = node.step.goal;
  if (scope !== 'above') return true;
  // With `wait` those who have come to the goal itself stand at it until it is achieved.
  if (node.step.goal.wait === true && doors.some(({ steps }) => steps[0] === node)) return true;
  return [...flow.nodes.values()].some(
    ({ node: other, ways }) => other !== node && ways.some(({ to }) => to === node),
  );
}
