import type { RunRecord } from '../src/program/run-state.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { ActivityPorts } from './ports.ts';

/** Writes memory and positions of a run that has come to rest. */
export async function recordRun(
  { partners }: ActivityPorts,
  { contactId, record }: { contactId: string; record: RunRecord },
): Promise<void> {
  await partners.db.transaction().execute((trx) => writeRunRecord(trx, contactId, record, partners.now()));
}
