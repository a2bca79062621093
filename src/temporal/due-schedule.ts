import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';

/** The id of the one Schedule, and of the runs that it starts. */
export const DUE_SCHEDULE = 'record-due';
/** A date counts as reached at most this much later than it says. */
const EVERY = '5 minutes';

/**
 * Sees to it that the facts that fall due by the clock are committed, beginning at once; or that nobody looks for them
 * where no map needs them (`needed: false`). @throws when the server cannot be asked.
 */
export async function keepDueSchedule(client: Client, taskQueue: string, needed: boolean): Promise<void> {
  const handle = client.schedule.getHandle(DUE_SCHEDULE);
  if (!needed) {
    await handle.delete().catch(unlessMissing);
    return;
  }
  const options = scheduleOf(taskQueue);
  try {
    await client.schedule.create({ ...options, scheduleId: DUE_SCHEDULE });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update((before) => ({ ...options, state: before.state }));
  }
  // What fell due while nothing ran is told now, not in some minutes.
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
}

function scheduleOf(taskQueue: string): Pick<ScheduleOptions, 'spec' | 'policies'> & {
  action: Extract<ScheduleOptions['action'], { type: 'startWorkflow' }>;
} {
  return {
    spec: { intervals: [{ every: EVERY }] },
    // The activity itself catches up with what was missed.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: {
      type: 'startWorkflow',
      workflowType: 'recordDue',
      workflowId: DUE_SCHEDULE,
      taskQueue,
      args: [],
    },
  };
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}
