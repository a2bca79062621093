import { snapshotBefore } from '../src/partners/snapshot-before.ts';
import { readRunMemory } from '../src/storage/run-records.ts';
import type { ContactFacts } from '../workflows/messages.ts';
import type { ActivityPorts } from './ports.ts';

/** Reads what a run starts from: the contact's fields before its first event, and what earlier runs remember. */
export async function loadRun(
  { partners }: ActivityPorts,
  { contactId, fields, before }: { contactId: string; fields: string[]; before: number },
): Promise<ContactFacts> {
  const snapshot = await snapshotBefore(partners, contactId, fields, before);
  const memory = await readRunMemory(partners.db, contactId);
  return { ...snapshot, ...(memory ? { memory } : {}) };
}
