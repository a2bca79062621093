import type { MapState, Occasion, Occurrence, Place } from './run-state.ts';

/** What an occurrence gives to the place that it brings about: `event.` in CEL, and merge fields. */
export function occasionOf(occurrence: Occurrence): Occasion {
  // Its data may have names like these, which mean something else there.
  if (occurrence.type === 'custom') return { event: occurrence };
  const { sale, commission, payout } = occurrence.data as Pick<Occasion, 'sale' | 'commission' | 'payout'>;
  return {
    event: occurrence,
    ...(sale ? { sale } : {}),
    ...(commission ? { commission } : {}),
    ...(payout ? { payout } : {}),
  };
}

/** The place knows further answers of `call` steps from now on: a later one takes the place of one with its name. */
export function learnAnswers(place: Place, answers: Occasion['calls']): void {
  if (answers) place.occasion = { ...place.occasion, calls: { ...place.occasion.calls, ...answers } };
}

/** The places in which the occasion of a milestone walks: one, or several behind a fork. */
export function sharingPlaces({ places }: MapState, place: Place): Place[] {
  const shared = place.occasion.milestone?.shared;
  if (shared === undefined) return [place];
  return places.filter(({ door, occasion }) => door === place.door && occasion.milestone?.shared === shared);
}
