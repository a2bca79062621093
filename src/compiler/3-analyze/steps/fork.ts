import { checkFork } from '../check-fork.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `fork`: all its paths at once; with `join: none` nothing comes behind it. */
export const fork: StepAnalysis<StepOf<'fork'>> = {
  needsId: ({ fork }) => (fork.join === 'none' ? undefined : 'both'),
  paths: ({ fork }, path) =>
    Object.keys(fork.paths).map((name) => path(fork.paths, name, { name, rejoins: fork.join !== 'none' })),
  goesOn: () => false,
  check: (step, { context, node }) => checkFork(step, node, context),
};
