import { checkSetFields } from '../check-set.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `set`: own fields, to values of their types. */
export const set: StepAnalysis<StepOf<'set'>> = {
  check: ({ set }, { context, known }) => checkSetFields(set, context, known),
};
