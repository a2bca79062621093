import type { EndStep } from '../program.ts';
import type { StepRules } from './step-rules.ts';

/** `end`: the place stays here, parked. */
export const end: StepRules<EndStep> = {
  enter: () => ({ move: 'stay', waits: { for: 'nothing' } }),
};
