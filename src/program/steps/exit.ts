import type { ExitStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/** `exit`: the contact leaves the map with every place; unsent mails are retracted. */
export const exit: StepRules<ExitStep> = {
  enter: () => ({ move: 'leave' }),
};
