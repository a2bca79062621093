import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/create-activities.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { PAYLOAD_CONVERTER } from './bundle.ts';
import { connectWorker, type ConnectionOptions } from './connection.ts';

/** Where a worker connects to and what it runs. */
export interface WorkerOptions {
  connection: ConnectionOptions;
  namespace: string;
  taskQueue: string;
  /** Code of the bundle, as `bundleWorkflows` makes it. */
  bundle: string;
  ports: ActivityPorts;
}

/** A worker that is running. */
export interface RunningWorker {
  /** Finishes what is under way and ends. */
  stop(): Promise<void>;
}

/** Starts a worker for contact runs and their activities. @throws TemporalUnreachable. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const connection = await connectWorker(options.connection, options.namespace);
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    workflowBundle: { code: options.bundle },
    activities: createActivities(options.ports),
    dataConverter: { payloadConverterPath: PAYLOAD_CONVERTER },
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: '5 seconds',
  });
  const running = worker.run();
  return {
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
