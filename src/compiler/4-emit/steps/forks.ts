import type { StepEmitter } from './step-emitter.ts';

/** `split`. */
export const split: StepEmitter<'split'> = ({ split }, { first }) => ({
  paths: split.map(({ name, weight }) => ({ name, weight, first: first(name) })),
});

/** `fork`. */
export const fork: StepEmitter<'fork'> = ({ fork }, { first }) => ({
  join: fork.join ?? 'all',
  paths: Object.keys(fork.paths).map((name) => ({ name, first: first(name) })),
});
