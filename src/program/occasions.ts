import type { Occasion, Occurrence } from './run-state.ts';

/** What an occurrence gives to the place that it brings about: `event.` in CEL, and merge fields. */
export function occasionOf(occurrence: Occurrence): Occasion {
  const { sale, commission } = occurrence.data as Pick<Occasion, 'sale' | 'commission'>;
  return { event: occurrence, ...(sale ? { sale } : {}), ...(commission ? { commission } : {}) };
}
