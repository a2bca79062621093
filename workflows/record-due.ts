import { proxyActivities } from '@temporalio/workflow';
import type { DueActivities, DueRecorded } from './messages.ts';

const { 'record-due': recordDueFacts } = proxyActivities<DueActivities>({
  summary: 'Commit what has fallen due',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** What a Schedule starts every few minutes: facts that fall due by the clock for people who may be on no map. */
export async function recordDue(): Promise<DueRecorded> {
  return recordDueFacts();
}
