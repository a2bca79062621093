import type { MapState, Occasion, Occurrence, Place } from './run-state.ts';

/** What an occurrence gives to the place that it brings about: `event.` in CEL, and merge fields. */
export function occasionOf(occurrence: Occurrence): Occasion {
  // Its data may have names like these, which mean something else there.
  if (occurrence.type === 'custom') return { event: occurrence };
  const { sale, commission } = occurrence.data as Pick<Occasion, 'sale' | 'commission'>;
  return { event: occurrence, ...(sale ? { sale } : {}), ...(commission ? { commission } : {}) };
}

/** The places in which the occasion of a milestone walks: one, or several behind a fork. */
export function sharingPlaces({ places }: MapState, place: Place): Place[] {
  const shared = place.occasion.milestone?.shared;
  if (shared === undefined) return [place];
  return places.filter(({ door, occasion }) => door === place.door && occasion.milestone?.shared === shared);
}
