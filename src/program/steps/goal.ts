import { isLevel, matches } from '../matches.ts';
import { occasionOf } from '../occasions.ts';
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
  // Added places and those on a fork's path are not sent here, and go on from here.
  happened: (turn, place, step, occurrence) => {
    if (!matches(turn, step.on, occurrence)) return undefined;
    place.occasion = { ...place.occasion, ...occasionOf(occurrence) };
    return { move: 'go', to: step.next };
  },
};
