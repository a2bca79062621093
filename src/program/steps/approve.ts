import type { ActivityJob, InstantRequest } from '../commands.ts';
import type { ApproveStep } from '../step-types.ts';
import type { Place, Waiting } from '../run-state.ts';
import type { Instant } from '../time.ts';
import { conditionHolds, fieldOf, type MapTurn } from '../turn.ts';
import { mergeValues } from '../merge-values.ts';
import { jobBase } from './job-base.ts';
import type { Done, Move, StepRules } from './step-rules.ts';

/** A reminder that could not be sent is tried again after this long; the question itself stands. */
const REMINDER_RETRY = 3_600_000;

/**
 * `approve`: a person's decision. The database row decides who was first; the run learns of it as the event
 * `approval-decided`, from whichever door, also when a rule decided.
 */
export const approve: StepRules<ApproveStep> = {
  enter: (turn, place, step) =>
    fieldOf(turn, 'status') === 'approved'
      ? { move: 'go', to: step.next }
      : { move: 'ask', job: question(turn, place, step) },
  done: (turn, place, step, done) => {
    switch (done.job.activity) {
      case 'request-approval':
        return { move: 'stay', waits: waitsForDecision(done.instants, 0) };
      case 'expire-approval':
        // Somebody may have decided in the meantime: then that decision is on its way as an event.
        return done.skipped ? undefined : { move: 'go', to: step.expired };
      case 'send-email':
        return reminded(place, done, turn.now);
      case 'grant-login':
        return undefined;
    }
  },
  due: (turn, place, step) => {
    const { waits } = place;
    if (waits.for !== 'decision') return undefined;
    if (waits.giveUpAt !== undefined && waits.giveUpAt <= turn.now) {
      const job = jobBase(turn, place, 'Nobody decided: close the application', 'expire');
      const program = turn.program.program ?? '';
      return { move: 'ask', job: { ...job, activity: 'expire-approval', input: { program } } };
    }
    return remind(turn, place, step, waits.reminders + 1);
  },
  happened: (_turn, place, step, { type, data }) => {
    if (type !== 'approval-decided' || data['entry'] !== place.entry) return undefined;
    const reason = typeof data['reason'] === 'string' ? data['reason'] : '';
    place.occasion = { ...place.occasion, approval: { reason } };
    return { move: 'go', to: data['outcome'] === 'approved' ? step.next : step.rejected };
  },
};

function question(turn: MapTurn, place: Place, step: ApproveStep): ActivityJob {
  const auto =
    step.autoApproveIf !== undefined && conditionHolds(turn, step.autoApproveIf, place.occasion)
      ? { autoApprove: { reason: `rule: ${step.autoApproveIf}` } }
      : {};
  const summary = auto.autoApprove ? 'Approve by rule' : `Ask team ${step.team} to approve`;
  return {
    ...jobBase(turn, place, summary),
    activity: 'request-approval',
    input: {
      program: turn.program.program ?? '',
      team: step.team,
      mail: teamMail(turn, place, step, 0),
      ...auto,
    },
    resolve: {
      ...requested('remindAt', turn.now, step.remindEvery),
      ...requested('giveUpAt', place.since, step.giveUpAfter),
    },
  };
}

function remind(turn: MapTurn, place: Place, step: ApproveStep, count: number): Move {
  const { id, ...rest } = jobBase(turn, place, `Remind team ${step.team} to decide`, String(count));
  turn.state.jobs.push({
    running: false,
    job: {
      id,
      ...rest,
      activity: 'send-email',
      input: { mail: teamMail(turn, place, step, count) },
      resolve: requested('remindAt', turn.now, step.remindEvery),
    },
  });
  // The question stays open while the reminder is on its way: a decision may come first.
  const { remindAt: _sent, ...waits } = place.waits as Extract<Waiting, { for: 'decision' }>;
  return { move: 'stay', waits: { ...waits, reminders: count } };
}

/** Answered, failed or put off: the next reminder is due. */
function reminded(place: Place, done: Done, now: Instant): Move | undefined {
  if (place.waits.for !== 'decision') return undefined;
  const remindAt = done.instants['remindAt'] ?? now + REMINDER_RETRY;
  return { move: 'stay', waits: { ...place.waits, remindAt } };
}

function teamMail(turn: MapTurn, place: Place, step: ApproveStep, index: number) {
  return {
    index,
    email: step.email ?? { builtIn: 'approval-request' as const },
    to: { team: step.team },
    program: turn.program.program ?? '',
    values: step.email ? mergeValues(turn, place, step.email.merges) : {},
  };
}

function waitsForDecision(instants: Record<string, Instant>, reminders: number): Waiting {
  const { remindAt, giveUpAt } = instants;
  return {
    for: 'decision',
    reminders,
    ...(remindAt === undefined ? {} : { remindAt }),
    ...(giveUpAt === undefined ? {} : { giveUpAt }),
  };
}

function requested(
  name: string,
  from: Instant,
  duration: ApproveStep['remindEvery'],
): Record<string, InstantRequest> {
  return duration ? { [name]: { from, duration } } : {};
}
