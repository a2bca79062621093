import { checkJump } from '../check-jump.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `goTo`: nothing comes behind it but by another way. */
export const goTo: StepAnalysis<StepOf<'goTo'>> = {
  goesOn: () => false,
  check: (step, { context, node }) => checkJump(step, node, context),
};
