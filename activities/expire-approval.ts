import { expireApproval } from '../src/partners/approvals.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { transact } from '../src/storage/transact.ts';

/** Closes a question that nobody answered in time; who was faster keeps their decision. */
export async function expireApprovalFor(
  { partners }: ActivityPorts,
  { contactId, job, record }: JobRequest<'expire-approval'>,
): Promise<ActivityOutcome> {
  const { map, entry } = job.origin;
  const standing = await transact(partners.db, async (trx) => {
    if (record) await writeRunRecord(trx, contactId, record, partners.now());
    return expireApproval(partners, trx, { contactId, map, entry });
  });
  return standing.outcome === 'expired' ? { status: 'done' } : { status: 'done', skipped: 'already-decided' };
}
