import type { KernelEvent } from './commands.ts';
import type { Place } from './run-state.ts';

/** More facts than this, each brought about by a step that the one before it had set going, are a circle. */
const MOST_ROUNDS = 100;

/** The round of what the kernel is told. Answers of activities leave places in theirs: to send a mail is no wait. */
export function roundOf(told: KernelEvent): number | undefined {
  if (told.type === 'event') return told.event.data.cause?.round ?? 0;
  return told.type === 'clock' ? 0 : undefined;
}

/** Puts a place into a round; 0 is not written down. */
export function takeRound(place: Place, round: number): void {
  delete place.round;
  if (round > 0) place.round = round;
}

/** The round of what a step at this place brings about; undefined where that would be one too many. */
export function nextRound({ round = 0 }: Place): number | undefined {
  return round < MOST_ROUNDS ? round + 1 : undefined;
}

/** Why a place waits for repair after the last round. */
export const TOO_MANY_ROUNDS = `${MOST_ROUNDS} changes in a row have each set going the next one, without a wait between them: steps and triggers go round in a circle`;
