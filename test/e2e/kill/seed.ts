import { createHash } from 'node:crypto';
import type { Moment, Order } from './moments.ts';

/** What a seed decides of one run; the same seed always decides the same. */
export interface Draw {
  order: Order;
  /** The map's rule takes the applicant on instead of a person. */
  byRule: boolean;
}

/** The first and the last time to choose from: so often is the moment reached, whoever decides. */
function timesOf(moment: Moment): [first: number, last: number] {
  if (moment.includes('outbox')) return [1, 6];
  // The third signal brings sales: a second form or a second decision would change nothing if it were heard twice.
  if (moment === 'after a signal') return [3, 3];
  if (moment.includes('signal')) return [1, 3];
  return moment.includes('run') ? [1, 2] : [1, 8];
}

/** Draws from a seed: which time the moment strikes, and who decides. */
export function draw(seed: number, moment: Moment): Draw {
  const pick = (what: string, outOf: number): number =>
    createHash('sha256').update(`${seed}/${moment}/${what}`).digest().readUInt32BE() % outOf;
  const [first, last] = timesOf(moment);
  const occurrence = first + pick('occurrence', last - first + 1);
  const order = { moment, occurrence, afterMs: pick('afterMs', 6) };
  return { order, byRule: pick('byRule', 2) === 1 };
}
