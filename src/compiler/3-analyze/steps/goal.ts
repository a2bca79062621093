import { checkMatch } from '../check-match.ts';
import { eventShapeOf, mergesOf } from '../event-shape.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `goal`: those who achieve it come here; with `wait` those who arrive stay until they do. */
export const goal: StepAnalysis<StepOf<'goal'>> = {
  needsId: () => 'first-sale',
  waits: ({ goal }) => goal.wait === true,
  check: ({ goal }, { context }) => checkMatch(goal, context),
  learn: ({ goal }, known, context) =>
    goal.wait === true
      ? {
          ...known,
          event: eventShapeOf(goal, context),
          merges: new Set([...known.merges, ...mergesOf(goal, context)]),
        }
      : known,
};
