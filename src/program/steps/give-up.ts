import type { Step } from '../step-types.ts';
import type { Move } from './step-rules.ts';

/** What becomes of a place whose step has failed for good, by `onFailure`; by default it waits for a person. */
export function giveUp({ onFailure, next }: Step, reason: string): Move {
  const then = onFailure?.giveUp ?? 'park';
  if (then === 'park') return { move: 'stay', waits: { for: 'repair', reason } };
  return { move: 'go', to: then === 'continue' ? next : (then.first ?? next) };
}
