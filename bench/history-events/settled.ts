import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';

const ASK_EVERY_MS = 20;
const WITHIN_MS = 60_000;

/**
 * Waits until the server holds neither a workflow task nor an activity for the workflow: all that the last signal
 * led to has happened. A workflow that has ended is settled. @throws after a minute.
 */
export async function settled(handle: WorkflowHandle): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const { raw } = await handle.describe();
    if (!raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0) return;
    if (performance.now() > deadline) throw new Error(`${handle.workflowId} does not come to rest.`);
    await pause(ASK_EVERY_MS);
  }
}
