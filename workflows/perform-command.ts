import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  workflowInfo,
  type ActivityOptions,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { ActivityJob, ActivityOutcome, Command, KernelEvent } from '../src/program/commands.ts';
import type { RunRecord } from '../src/program/run-state.ts';
import { outsideQueueOf, type JobActivities, type RunActivities } from './messages.ts';

/**
 * Short work on the database, tried until it succeeds. Not as local activities: where the run answers a query while
 * one is under way, the SDK replays its result in an earlier task than it was heard in. A signal between the two then
 * meets another run than it did: with continue-as-new it was lost, or the replay failed and the run stood still.
 */
const SHORT = {
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200ms', maximumInterval: '1 minute' },
} as const;

/** Activities of one's own may take their time, as long as the worker tells that it is alive. */
const LONG = { startToCloseTimeout: '10 minutes', heartbeatTimeout: '1 minute' } as const;

export const { 'load-run': loadRun } = proxyActivities<RunActivities>({
  ...SHORT,
  summary: 'Load the contact',
});
export const { 'record-run': recordRun } = proxyActivities<RunActivities>({
  ...SHORT,
  summary: 'Record the position',
});
const { 'find-date': findDate, 'resolve-instant': resolveInstant } = proxyActivities<RunActivities>({
  ...SHORT,
  summary: 'Find the day',
});

/** Has what a sale system signalled committed to the database: tried until it answers, for nobody would send it again. */
export function recordEvents(contactId: string, events: object[]): ReturnType<RunActivities['record-event']> {
  const summary = `Record ${events.length === 1 ? 'an event' : `${events.length} events`} of a sale system`;
  return proxyActivities<RunActivities>({ ...SHORT, summary })['record-event']({ contactId, events });
}

/** Milliseconds: the longest that an activity may take, apart from the wait for an answer from outside. */
const MINUTE = 60_000;

function limitsOf(job: ActivityJob): ActivityOptions {
  // A replay does not compare queues: histories of runs that had one queue for all go on with two.
  const taskQueue = outsideQueueOf(workflowInfo().taskQueue);
  if (job.activity === 'call-activity') return { ...LONG, taskQueue };
  if (job.activity === 'call-webhook') return { startToCloseTimeout: job.input.timeout + MINUTE, taskQueue };
  return { startToCloseTimeout: MINUTE };
}

/** Carries out what the kernel asks for and answers with what it wants to hear. Never throws. */
export async function perform(contactId: string, command: Command, record?: RunRecord): Promise<KernelEvent> {
  if (command.type === 'resolve') {
    const { id, ...request } = command.request;
    return { type: 'resolved', id, at: await resolveInstant({ contactId, ...request }) };
  }
  if (command.type === 'find-date') {
    const { id, ...request } = command.request;
    return { type: 'date-found', id, occurrence: await findDate({ contactId, ...request }) };
  }
  const { job } = command;
  return { type: 'activity-ended', id: job.id, outcome: await runActivity(contactId, job, record) };
}

async function runActivity(
  contactId: string,
  job: ActivityJob,
  record?: RunRecord,
): Promise<ActivityOutcome> {
  const activities = proxyActivities<ActivityInterfaceFor<JobActivities>>({
    activityId: job.id,
    summary: job.summary,
    ...limitsOf(job),
    // Quick retries are the server's; the long back-off is the kernel's, where a pause or a refund can act on it.
    retry: { maximumAttempts: 3, initialInterval: '1 second', backoffCoefficient: 2 },
  });
  const perform = activities[job.activity] as (request: unknown) => Promise<ActivityOutcome>;
  try {
    return await perform({ contactId, job, ...(record ? { record } : {}) });
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): ActivityOutcome {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    status: 'failed',
    message,
    permanent: cause instanceof ApplicationFailure && cause.nonRetryable === true,
  };
}
