import type { SplitStep } from '../step-types.ts';
import type { StepRules } from './step-rules.ts';

/** Weights have at most two decimals. */
const PARTS = 10_000;

/**
 * `split`: by percentage. The same contact always takes the same path of a step, on every machine and at every
 * replay; another step or map deals anew.
 */
export const split: StepRules<SplitStep> = {
  enter: ({ state, program }, _place, { id, paths, next }) => {
    const drawn = hashOf(`${state.contactId}/${program.map}/${id}`) % PARTS;
    let upTo = 0;
    const taken = paths.find(({ weight }) => drawn < (upTo += Math.round((weight * PARTS) / 100)));
    return { move: 'go', to: taken?.first ?? next };
  },
};

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units, mixed at the end (the finalizer of MurmurHash3): 32 bits, evenly spread. */
function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
