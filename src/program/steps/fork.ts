import type { ForkStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/**
 * `fork`: with `join` the place waits here while added places walk the paths, and goes on when all have run out, or
 * the first; without, it walks the first path itself.
 */
export const fork: StepRules<ForkStep> = {
  enter: (_turn, _place, { join, paths, next }) => {
    if (join === 'none') {
      const [own, ...others] = paths;
      return { move: 'part', to: own?.first ?? null, others: others.flatMap(({ first }) => first ?? []) };
    }
    const walked = paths.flatMap(({ name, first }) => (first === null ? [] : [{ name, first }]));
    // An empty path has run out before anybody could walk it.
    const isOver = walked.length === 0 || (join === 'any' && walked.length < paths.length);
    return isOver ? { move: 'go', to: next } : { move: 'send', paths: walked, next };
  },
};
