import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `tag`: tags are free words, so there is nothing to look up. */
export const tag: StepAnalysis<StepOf<'tag'>> = {};

/** `untag`: like `tag`. */
export const untag: StepAnalysis<StepOf<'untag'>> = {};
