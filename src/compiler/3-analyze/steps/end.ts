import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `end`: parks the place. */
export const end: StepAnalysis<StepOf<'end'>> = { waits: () => true, goesOn: () => false };
