import { actOnMap } from '../src/partners/act-on-map.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import { transact } from '../src/storage/transact.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';

/** Adds the contact to another map, or removes them; the run learns of it as an event. */
export async function actOnMapFor(
  { partners }: ActivityPorts,
  { contactId, job, record }: JobRequest<'act-on-map'>,
): Promise<ActivityOutcome> {
  const { origin, input } = job;
  const { action, map, round } = input;
  await transact(partners.db, async (trx) => {
    if (record) await writeRunRecord(trx, contactId, record, partners.now());
    const cause = { map: origin.map, entry: origin.entry, round };
    await actOnMap(partners, trx, { contactId, action, map, cause });
  });
  return { status: 'done' };
}
