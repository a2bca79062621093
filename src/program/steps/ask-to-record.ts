import type { ActivityJob } from '../commands.ts';
import { nextRound, TOO_MANY_ROUNDS } from '../rounds.ts';
import type { Place } from '../run-state.ts';
import { summaryOf } from '../summary.ts';
import type { MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { Move, StepRules } from './step-rules.ts';

type Recording = Extract<ActivityJob, { activity: 'change-contact' | 'act-on-map' }>;
type Asked = {
  [A in Recording['activity']]: Pick<Extract<Recording, { activity: A }>, 'activity' | 'input'>;
};

/**
 * Asks for a fact to be recorded. The database holds facts: it comes back as an event, and the place goes on when all
 * maps have decided what it means.
 */
export function askToRecord(
  turn: MapTurn,
  place: Place,
  doing: string,
  work: (round: number) => Asked[Recording['activity']],
): Move {
  const round = nextRound(place);
  if (round === undefined) return { move: 'stay', waits: { for: 'repair', reason: TOO_MANY_ROUNDS } };
  return { move: 'ask', job: { ...jobBase(turn, place, summaryOf(turn, place, doing)), ...work(round) } };
}

/** It is recorded, and its event is on the way. */
export const awaitsEvent: NonNullable<StepRules<never>['done']> = () => ({
  move: 'stay',
  waits: { for: 'event' },
});
