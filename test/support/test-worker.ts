import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Programs } from '../../src/program/program.ts';
import { bundleWorkflows, PAYLOAD_CONVERTER } from '../../src/temporal/bundle.ts';
import { runWorkers, type Activities, type RunningWorker } from '../../src/temporal/worker.ts';

// Tasks that fail on purpose would fill the output.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR' } },
});

/** The bundle of these programs, made in a folder that is gone afterwards. */
export async function bundleOf(programs: Programs): Promise<{ code: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-bundle-'));
  try {
    return await bundleWorkflows(programs, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Starts the workers as the product does, with other activities. Answers how to stop them. */
export async function startTestWorker(
  connection: NativeConnection,
  taskQueue: string,
  programs: Programs,
  activities: Activities,
): Promise<RunningWorker> {
  const { code: bundle } = await bundleOf(programs);
  const work = { namespace: 'default', taskQueue, bundle, activities };
  return runWorkers(connection, { ...work, shutdownGraceTime: '1 second' });
}

/** Replays a recorded history. @throws DeterminismViolationError when the code in the bundle does not fit it. */
export async function replay(bundle: { code: string }, history: unknown): Promise<void> {
  await Worker.runReplayHistory(
    { workflowBundle: { code: bundle.code }, dataConverter: { payloadConverterPath: PAYLOAD_CONVERTER } },
    history,
  );
}
