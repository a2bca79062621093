import type { ActivityJob, ActivityOutcome } from './commands.ts';
import { reconsider } from './milestones.ts';
import { follow } from './places.ts';
import type { Place, Waiting } from './run-state.ts';
import { rulesOf } from './steps/table.ts';
import type { Instant } from './time.ts';
import type { MapTurn } from './turn.ts';

/** An activity that is put off is not asked again before this, whatever instant it names. */
const SOONEST = 1_000;
const FIRST_RETRY = 60_000;
const LONGEST_RETRY = 3_600_000;
/** A failing step is tried again for three days, then the place waits for a person. */
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
  place.waits = postponed(place, job, outcome, turn.now);
  turn.touched = true;
  reconsider(turn, place);
}

function postponed(
  { waits }: Place,
  job: ActivityJob,
  outcome: Exclude<ActivityOutcome, { status: 'done' }>,
  now: Instant,
): Waiting {
  const { attempts, failedSince } = waits as Extract<Waiting, { for: 'activity' }>;
  const known = failedSince === undefined ? {} : { failedSince };
  if (outcome.status === 'not-before')
    return { for: 'retry', at: Math.max(outcome.at, now + SOONEST), job, attempts, ...known };
  const since = failedSince ?? now;
  const at = now + Math.min(FIRST_RETRY * 2 ** attempts, LONGEST_RETRY);
  if (outcome.permanent || at - since > RETRY_FOR) return { for: 'repair', reason: outcome.message };
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
