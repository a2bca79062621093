import type { ActivityJob, ActivityOutcome } from './commands.ts';
import { reconsider } from './milestones.ts';
import { follow } from './places.ts';
import type { Place, Waiting } from './run-state.ts';
import type { Step } from './step-types.ts';
import { giveUp } from './steps/give-up.ts';
import type { Move } from './steps/step-rules.ts';
import { rulesOf } from './steps/table.ts';
import { addUtc, type Instant } from './time.ts';
import type { MapTurn } from './turn.ts';

/** An activity that is put off is not asked again before this, whatever instant it names. */
const SOONEST = 1_000;
const FIRST_RETRY = 60_000;
const LONGEST_RETRY = 3_600_000;
/** Without `onFailure` a failing step is tried again for three days, then the place waits for a person. */
const RETRY_FOR = 3 * 86_400_000;

/** Tells the place that asked for an activity what became of it; an answer nobody waits for is dropped. */
export function settle(turn: MapTurn, job: ActivityJob, outcome: ActivityOutcome): void {
  const place = turn.map.places.find(({ entry }) => entry === job.origin.entry);
  const step = place && turn.program.steps[place.step];
  if (!place || !step) return;
  const waited = place.waits.for === 'activity' && place.waits.id === job.id;
  const isDone = outcome.status === 'done' || !waited;
  const move = isDone
    ? afterDone(turn, place, job, outcome, step)
    : afterFailure(place, job, outcome, turn.now, step);
  // A milestone is told of by a mail: behind all else a total that fell while it was under way counts now.
  const isTold = isDone && step.kind === 'email';
  if (waited && !isTold) reconsider(turn, place);
  if (move && turn.map.places.includes(place) && place.entry === job.origin.entry) follow(turn, place, move);
}

function afterDone(
  turn: MapTurn,
  place: Place,
  job: ActivityJob,
  outcome: ActivityOutcome,
  step: Step,
): Move | undefined {
  // What nobody waits for is a reminder beside an open question; its rules set the next one whatever came of this.
  const { status: _done, ...brought } = outcome.status === 'done' ? outcome : { status: 'done' as const };
  return rulesOf(step).done?.(turn, place, step, { job, instants: {}, ...brought });
}

/** What becomes of a place whose activity is put off or has failed: it tries again later, or gives the step up. */
function afterFailure(
  { waits }: Place,
  job: ActivityJob,
  outcome: Exclude<ActivityOutcome, { status: 'done' }>,
  now: Instant,
  step: Step,
): Move {
  const { attempts, failedSince } = waits as Extract<Waiting, { for: 'activity' }>;
  if (outcome.status === 'not-before') {
    // What a rule holds has not failed, however long it is held: a failure behind it is the first.
    const known =
      outcome.why === undefined && failedSince !== undefined ? { attempts, failedSince } : { attempts: 0 };
    return tryAgain({ at: Math.max(outcome.at, now + SOONEST), job, ...known });
  }
  const since = failedSince ?? now;
  const at = Math.max(now + Math.min(FIRST_RETRY * 2 ** attempts, LONGEST_RETRY), outcome.notBefore ?? 0);
  const { retryFor } = step.onFailure ?? {};
  const until = retryFor ? addUtc(since, retryFor) : since + RETRY_FOR;
  if (outcome.permanent || at > until) return giveUp(step, outcome.message);
  return tryAgain({ at, job, attempts: attempts + 1, failedSince: since });
}

function tryAgain(retry: Omit<Extract<Waiting, { for: 'retry' }>, 'for'>): Move {
  return { move: 'stay', waits: { for: 'retry', ...retry } };
}

/** The instant of a place's retry has come: the same activity, with the figures it was asked for with. */
export function retry(turn: MapTurn, place: Place, waits: Extract<Waiting, { for: 'retry' }>): void {
  const { job, attempts, failedSince } = waits;
  place.waits = {
    for: 'activity',
    id: job.id,
    attempts,
    ...(failedSince === undefined ? {} : { failedSince }),
  };
  turn.state.jobs.push({ job, running: false });
  turn.touched = true;
}
