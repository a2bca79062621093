import { checkHasProgram } from '../check-names.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `revokeLogin`: there is a partner center only with a partner program. */
export const revokeLogin: StepAnalysis<StepOf<'revokeLogin'>> = {
  check: (_step, { context, node }) => checkHasProgram(context, node),
};
