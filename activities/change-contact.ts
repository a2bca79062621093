import { changeContact } from '../src/partners/change-contact.ts';
import { problemOfChange } from '../src/partners/own-fields.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import { transact } from '../src/storage/transact.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';

/** Changes own fields and tags, once for the place that asks; the run learns of it as an event. */
export async function changeContactFor(
  { partners }: ActivityPorts,
  { contactId, job, record }: JobRequest<'change-contact'>,
): Promise<ActivityOutcome> {
  const { change, round } = job.input;
  const problem = problemOfChange(partners.settings(), change);
  if (problem !== undefined) return { status: 'failed', permanent: true, message: problem };
  const { map, entry } = job.origin;
  await transact(partners.db, async (trx) => {
    if (record) await writeRunRecord(trx, contactId, record, partners.now());
    await changeContact(partners, trx, { contactId, change, cause: { map, entry, round } });
  });
  return { status: 'done' };
}
