import type { Step } from '../step-types.ts';
import type { Move } from './step-rules.ts';

/**
 * What becomes of a place whose step has failed for good, by `onFailure`; by default it waits for a person, but a
 * webhook has a path for it.
 */
export function giveUp(step: Step, reason: string): Move {
  const { onFailure, next } = step;
  const then = onFailure?.giveUp ?? (step.kind === 'webhook' ? { first: step.failure } : 'park');
  if (then === 'park') return { move: 'stay', waits: { for: 'repair', reason } };
  return { move: 'go', to: then === 'continue' ? next : (then.first ?? next) };
}
