import type { ActivityJob, ActivityOutcome } from './commands.ts';
import { reconsider } from './milestones.ts';
import { follow } from './places.ts';
import type { StepId } from './program.ts';
import type { Place, Waiting } from './run-state.ts';
import type { Step } from './step-types.ts';
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
  if (outcome.status === 'done' || !waited) {
    // What nobody waits for is a reminder beside an open question; its rules set the next one whatever came of this.
    const instants = outcome.status === 'done' ? (outcome.instants ?? {}) : {};
    const skipped = outcome.status === 'done' && outcome.skipped ? { skipped: outcome.skipped } : {};
    const move = rulesOf(step).done?.(turn, place, step, { job, instants, ...skipped });
    if (move) follow(turn, place, move);
    return;
  }
  const waits = postponed(place, job, outcome, turn.now, step);
  if (waits === undefined) return follow(turn, place, { move: 'go', to: behindFailure(step) });
  place.waits = waits;
  turn.touched = true;
  reconsider(turn, place);
}

/** Where a place goes whose step has failed for good, by `onFailure`. */
function behindFailure({ onFailure, next }: Step): StepId | null {
  const giveUp = onFailure?.giveUp;
  return typeof giveUp === 'object' ? (giveUp.first ?? next) : next;
}

/** What the place waits for now; undefined when the step is given up and the place goes on. */
function postponed(
  { waits }: Place,
  job: ActivityJob,
  outcome: Exclude<ActivityOutcome, { status: 'done' }>,
  now: Instant,
  { onFailure }: Step,
): Waiting | undefined {
  const { attempts, failedSince } = waits as Extract<Waiting, { for: 'activity' }>;
  const known = failedSince === undefined ? {} : { failedSince };
  if (outcome.status === 'not-before')
    return { for: 'retry', at: Math.max(outcome.at, now + SOONEST), job, attempts, ...known };
  const since = failedSince ?? now;
  const at = now + Math.min(FIRST_RETRY * 2 ** attempts, LONGEST_RETRY);
  const until = onFailure?.retryFor ? addUtc(since, onFailure.retryFor) : since + RETRY_FOR;
  if (outcome.permanent || at > until) {
    const parks = (onFailure?.giveUp ?? 'park') === 'park';
    return parks ? { for: 'repair', reason: outcome.message } : undefined;
  }
  return { for: 'retry', at, job, attempts: attempts + 1, failedSince: since };
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
