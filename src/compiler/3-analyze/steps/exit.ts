import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `exit`: leaves the map. */
export const exit: StepAnalysis<StepOf<'exit'>> = { goesOn: () => false };
