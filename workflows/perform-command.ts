import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,

  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { ActivityJob, ActivityOutcome, Command, KernelEvent } from '../src/program/commands.ts';
import type { RunRecord } from '../src/program/run-state.ts';
import type { JobActivities, LocalActivities } from './messages.ts';

/** Activities beside the workflow task: short work on the database, tried until it succeeds. */
export const local = proxyActivities<LocalActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200ms', maximumInterval: '10 seconds' },
});

/** Carries out what the kernel asks for and answers with what it wants to hear. Never throws. */
export async function perform(contactId: string, command: Command, record?: RunRecord): Promise<KernelEvent> {
  if (command.type === 'resolve') {
    const { id, ...request } = command.request;
    return { type: 'resolved', id, at: await local['resolve-instant']({ contactId, ...request }) };
  }
  const { job } = command;
  return { type: 'activity-ended', id: job.id, outcome: await runActivity(contactId, job, record) };
}

async function runActivity(contactId: string, job: ActivityJob, record?: RunRecord): Promise<ActivityOutcome> {
  const activities = proxyActivities<ActivityInterfaceFor<JobActivities>>({
    activityId: job.id,
    summary: job.summary,
    startToCloseTimeout: '60 seconds',
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
  return { status: 'failed', message, permanent: cause instanceof ApplicationFailure && cause.nonRetryable === true };
}
