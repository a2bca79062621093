import type { ActivityJob, InstantRequest, MailRequest } from '../commands.ts';
import type { StepId } from '../program.ts';
import type { Place, Waiting } from '../run-state.ts';
import type { Duration, Instant } from '../time.ts';
import type { MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { Done, Move } from './step-rules.ts';

/** A reminder that could not be sent is tried again after this long; the question itself stands. */
const REMINDER_RETRY = 3_600_000;

/** How a team is pressed for an answer. */
interface Pressing {
  team: string;
  remindEvery?: Duration;
  giveUpAfter?: Duration;
}

/** The instants that the activity resolves which puts the question. */
export function deadlines(turn: MapTurn, place: Place, step: Pressing): Record<string, InstantRequest> {
  return {
    ...requested('remindAt', turn.now, step.remindEvery),
    ...requested('giveUpAt', place.since, step.giveUpAfter),
  };
}

/** The question was put, its time was over, or a reminder went out. `expired`: where the place goes unanswered. */
export function questionDone(
  turn: MapTurn,
  place: Place,
  done: Done,
  expired: StepId | null,
): Move | undefined {
  switch (done.job.activity) {
    case 'request-approval':
    case 'request-task':
      return { move: 'stay', waits: waitsForDecision(done.instants) };
    case 'expire-approval':
    case 'expire-task':
      // Somebody may have answered in the meantime: then that answer is on its way as an event.
      return done.skipped ? undefined : { move: 'go', to: expired };
    case 'send-email':
      return reminded(place, done, turn.now);
    default:
      return undefined;
  }
}

/** An instant has come that the question waits for: the next reminder, or the end of its time. */
export function questionDue(
  turn: MapTurn,
  place: Place,
  step: Pressing,
  of: { remind: string; mail: (index: number) => MailRequest; close: () => ActivityJob },
): Move | undefined {
  const { waits } = place;
  if (waits.for !== 'decision') return undefined;
  if (waits.giveUpAt !== undefined && waits.giveUpAt <= turn.now) return { move: 'ask', job: of.close() };
  const count = waits.reminders + 1;
  turn.state.jobs.push({
    running: false,
    job: {
      ...jobBase(turn, place, of.remind, String(count)),
      activity: 'send-email',
      input: { mail: of.mail(count) },
      resolve: requested('remindAt', turn.now, step.remindEvery),
    },
  });
  // The question stays open while the reminder is on its way: an answer may come first.
  const { remindAt: _sent, ...open } = waits;
  return { move: 'stay', waits: { ...open, reminders: count } };
}

/** Answered, failed or put off: the next reminder is due. */
function reminded(place: Place, done: Done, now: Instant): Move | undefined {
  if (place.waits.for !== 'decision') return undefined;
  const remindAt = done.instants['remindAt'] ?? now + REMINDER_RETRY;
  return { move: 'stay', waits: { ...place.waits, remindAt } };
}

function waitsForDecision({ remindAt, giveUpAt }: Record<string, Instant>): Waiting {
  return {
    for: 'decision',
    reminders: 0,
    ...(remindAt === undefined ? {} : { remindAt }),
    ...(giveUpAt === undefined ? {} : { giveUpAt }),
  };
}

function requested(name: string, from: Instant, duration?: Duration): Record<string, InstantRequest> {
  return duration ? { [name]: { from, duration } } : {};
}
