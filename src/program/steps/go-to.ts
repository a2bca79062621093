import type { GoToStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/** `goTo`: the compiler has made the step to go to the next one, and refuses loops without a wait. */
export const goTo: StepRules<GoToStep> = {
  enter: (_turn, _place, step) => ({ move: 'go', to: step.next }),
};
