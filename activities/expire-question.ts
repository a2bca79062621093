import { expireQuestion } from '../src/partners/expire-question.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { transact } from '../src/storage/transact.ts';

/** Closes a question that nobody answered in time; who was faster keeps their answer. */
export async function expireQuestionFor(
  { partners }: ActivityPorts,
  table: 'approvals' | 'tasks',
  { contactId, job, record }: JobRequest<'expire-approval' | 'expire-task'>,
): Promise<ActivityOutcome> {
  const { map, entry } = job.origin;
  const standing = await transact(partners.db, async (trx) => {
    if (record) await writeRunRecord(trx, contactId, record, partners.now());
    return expireQuestion(partners, trx, table, { contactId, map, entry });
  });
  return standing.outcome === 'expired' ? { status: 'done' } : { status: 'done', skipped: 'already-decided' };
}
