import { isLevel } from '../matches.ts';
import type { GoalStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/** `goal`: who walks in goes on, unless it waits and has not been achieved; `achieveGoals` sends those who achieve it. */
export const goal: StepRules<GoalStep> = {
  enter: (turn, place, step) => {
    const isAchieved = turn.map.goals?.includes(step.id) ?? false;
    if (isAchieved || !step.wait || isLevel(turn, step.on, place.occasion))
      return { move: 'go', to: step.next };
    return { move: 'stay', waits: { for: 'event' } };
  },
};
