import type { WorkflowHandle } from '@temporalio/client';

/** Number of history events by type, such as `ActivityTaskScheduled`. */
export type EventCounts = Record<string, number>;

/** Counts the events of a workflow's latest run. */
export async function countEvents(handle: WorkflowHandle): Promise<EventCounts> {
  const { events } = await handle.fetchHistory();
  const counts: EventCounts = {};
  for (const event of events ?? []) {
    const attributes = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? 'unknown';
    const type = attributes.replace(/EventAttributes$/, '').replace(/^./, (first) => first.toUpperCase());
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** All events of a history. */
export function total(counts: EventCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
