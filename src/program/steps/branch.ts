import type { BranchStep } from '../step-types.ts';
import { conditionHolds } from '../turn.ts';
import type { StepRules } from './step-rules.ts';

/** `branch`: the first path whose condition holds; none: go on. An empty path goes on too. */
export const branch: StepRules<BranchStep> = {
  enter: (turn, place, step) => {
    const taken = step.cases.find(
      ({ when }) => when === undefined || conditionHolds(turn, when, place.occasion),
    );
    return { move: 'go', to: taken ? (taken.first ?? step.next) : step.next };
  },
};
