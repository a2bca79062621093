import { describe, expect, it } from 'vitest';
import { decide } from '../../src/program/decide.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Step } from '../../src/program/step-types.ts';
import { door, end, eventOf, mapOf, releases, START, submitted } from './builders.ts';

const CONTACTS = 4_000;

/** How many contacts take each path of a split, by the ends to which they lead. */
function taken(id: string, weights: Record<string, number>): Record<string, number> {
  const paths = Object.entries(weights).map(([name, weight]) => ({ name, weight, first: name }));
  const split: Step = { kind: 'split', id, paths, next: null };
  const steps = [split, ...paths.map(({ name }) => end(name))];
  const programs = releases({
    r1: [mapOf({ triggers: [door('in', { type: 'form-submitted' }, id)], steps })],
  });
  const counts: Record<string, number> = {};
  for (let contact = 0; contact < CONTACTS; contact++) {
    const event = { ...eventOf(submitted(), 1, 'r1', START), subject: `c-${contact}` };
    const { state } = decide(programs, newRun(`c-${contact}`), { type: 'event', event }, START);
    const step = state.maps['m']?.places[0]?.step ?? '';
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}

describe('split', () => {
  it('deals by weight', () => {
    const { a = 0, b = 0, c = 0 } = taken('s', { a: 50, b: 30, c: 20 });
    expect(a + b + c).toBe(CONTACTS);
    for (const [count, weight] of [
      [a, 50],
      [b, 30],
      [c, 20],
    ] as const) {
      // Four standard deviations of a binomial distribution.
      const share = weight / 100;
      expect(Math.abs(count - share * CONTACTS)).toBeLessThan(4 * Math.sqrt(CONTACTS * share * (1 - share)));
    }
  });

  it('deals the same contact the same path every time', () => {
    expect(taken('s', { a: 50, b: 50 })).toEqual(taken('s', { a: 50, b: 50 }));
  });

  it('deals anew at another step', () => {
    expect(taken('s', { a: 50, b: 50 })).not.toEqual(taken('t', { a: 50, b: 50 }));
  });

  it('gives a weight of 100 to everybody, and one of 0 to nobody', () => {
    expect(taken('s', { a: 0, b: 100, c: 0 })).toEqual({ b: CONTACTS });
  });
});
