import { Worker, type NativeConnection } from '@temporalio/worker';
import { createActivities } from '../../activities/create-activities.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import {
  outsideQueueOf,
  type DueActivities,
  type JobActivities,
  type RunActivities,
} from '../../workflows/messages.ts';
import { PAYLOAD_CONVERTER } from './bundle.ts';
import { connectWorker, type ConnectionOptions } from './connection.ts';

/** What workers carry out; not each of them needs what falls due. */
export type Activities = JobActivities & RunActivities & Partial<DueActivities>;

/** Where workers are and what they run. */
interface Work {
  namespace: string;
  taskQueue: string;
  /** Code of the bundle, as `bundleWorkflows` makes it. */
  bundle: string;
  activities: Activities;
  shutdownGraceTime?: '1 second' | '5 seconds';
}

/** Where a worker connects to and what it runs. */
export interface WorkerOptions extends Pick<Work, 'namespace' | 'taskQueue' | 'bundle'> {
  connection: ConnectionOptions;
  ports: ActivityPorts;
}

/** A worker that is running. */
export interface RunningWorker {
  /** Finishes what is under way and ends. */
  stop(): Promise<void>;
}

/** Activities at once that send mails and write to the database. */
export const MOST_AT_HOME = 50;
/** Activities at once that call other systems, which mostly means to wait. */
const MOST_OUTSIDE = 100;

/** Starts the workers for contact runs and their activities. @throws TemporalUnreachable. */
export async function startWorker({ ports, ...options }: WorkerOptions): Promise<RunningWorker> {
  const connection = await connectWorker(options.connection, options.namespace);
  const workers = await runWorkers(connection, { ...options, activities: createActivities(ports) });
  return {
    async stop() {
      await workers.stop();
      await connection.close();
    },
  };
}

/** Runs two workers: one for runs, mails and the database, and one for calls of systems that may be slow to answer. */
export async function runWorkers(
  connection: NativeConnection,
  { namespace, taskQueue, bundle, activities, shutdownGraceTime = '5 seconds' }: Work,
): Promise<RunningWorker> {
  const common = {
    connection,
    namespace,
    dataConverter: { payloadConverterPath: PAYLOAD_CONVERTER },
    shutdownGraceTime,
  };
  const home = await Worker.create({
    ...common,
    taskQueue,
    workflowBundle: { code: bundle },
    // Calls among them: those that were asked for before there was a queue for them.
    activities,
    maxConcurrentActivityTaskExecutions: MOST_AT_HOME,
  });
  const { 'call-activity': callActivity, 'call-webhook': callWebhook } = activities;
  const outside = await Worker.create({
    ...common,
    taskQueue: outsideQueueOf(taskQueue),
    activities: { 'call-activity': callActivity, 'call-webhook': callWebhook },
    maxConcurrentActivityTaskExecutions: MOST_OUTSIDE,
  });
  const workers = [home, outside];
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}
