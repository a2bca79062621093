import type { RunRecord } from '../src/program/run-state.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { ActivityPorts } from './ports.ts';
import { transact } from '../src/storage/transact.ts';

/** Writes memory and positions of a run that has come to rest. */
export async function recordRun(
  { partners }: ActivityPorts,
  { contactId, record }: { contactId: string; record: RunRecord },
): Promise<void> {
  await transact(partners.db, (trx) => writeRunRecord(trx, contactId, record, partners.now()));
}
