import type { EndStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/** `end`: the place stays here, parked; one that has milestones to go through (`onJump: each`) goes on with them. */
export const end: StepRules<EndStep> = {
  enter: (_turn, { occasion }) =>
    occasion.milestone && occasion.milestone.rest.length > 0
      ? { move: 'go', to: null }
      : { move: 'stay', waits: { for: 'nothing' } },
};
