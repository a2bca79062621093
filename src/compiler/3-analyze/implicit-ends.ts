import { isGoal } from './goals.ts';
import { allSteps, type Door } from './step-tree.ts';

/**
 * Where main places park that run out of steps: behind each trigger, and behind the milestones and goals that bring
 * contacts onto the map. No step has these ids.
 */
export function implicitEnds(doors: readonly Door[]): Set<string> {
  return new Set(
    doors.flatMap(({ kind, name, milestone, steps }) => [
      ...(kind === 'trigger' ? [`${name}.end`] : []),
      ...(milestone?.scope === 'anyone' ? [`milestones/${name}.end`] : []),
      ...[...allSteps(steps)].filter(isOpenGoal).map(({ id }) => `goals/${id}.end`),
    ]),
  );
}

function isOpenGoal(node: Parameters<typeof isGoal>[0]): boolean {
  return isGoal(node) && node.step.goal.scope === 'anyone';
}
