import type { ContactChange } from '../commands.ts';
import { nextRound, TOO_MANY_ROUNDS } from '../rounds.ts';
import type { Place } from '../run-state.ts';
import { summaryOf } from '../summary.ts';
import type { MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { Move, StepRules } from './step-rules.ts';

/**
 * Asks for a change of the contact. The database holds facts: it comes back as an event, and the place goes on when
 * all maps have decided what it means.
 */
export function askForChange(turn: MapTurn, place: Place, change: ContactChange, doing: string): Move {
  const round = nextRound(place);
  if (round === undefined) return { move: 'stay', waits: { for: 'repair', reason: TOO_MANY_ROUNDS } };
  const job = jobBase(turn, place, summaryOf(turn, place, doing));
  return { move: 'ask', job: { ...job, activity: 'change-contact', input: { change, round } } };
}

/** It is recorded, and its event is on the way. */
export const awaitsEvent: NonNullable<StepRules<never>['done']> = () => ({
  move: 'stay',
  waits: { for: 'event' },
});
