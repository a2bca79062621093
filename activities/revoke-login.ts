import { closeLogins } from '../src/partners/login-links.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { transact } from '../src/storage/transact.ts';

/** Closes the partner center for the contact: sessions and unused links die. */
export async function revokeLogin(
  { partners }: ActivityPorts,
  { contactId, job, record }: JobRequest<'revoke-login'>,
): Promise<ActivityOutcome> {
  const { program } = job.input;
  await transact(partners.db, async (trx) => {
    if (record) await writeRunRecord(trx, contactId, record, partners.now());
    await closeLogins(partners, trx, { contactId, program, before: job.origin.entry });
  });
  return { status: 'done' };
}
