import { snapshotBefore } from '../src/partners/snapshot-before.ts';
import { readRunMemory } from '../src/storage/run-records.ts';
import type { ContactFacts } from '../workflows/messages.ts';
import type { ActivityPorts } from './ports.ts';

/** Reads what a run starts from: the contact's fields before its first event, and what earlier runs remember. */
export async function loadRun(
  { partners }: ActivityPorts,
  { contactId, fields, before }: { contactId: string; fields: string[]; before: number },
): Promise<ContactFacts> {
  const memory = await readRunMemory(partners.db, contactId);
  // An event that an earlier run decided may come again as the first one: its changes are facts already.
  const from = Math.max(before, (memory?.sequence ?? 0) + 1);
  const snapshot = await snapshotBefore(partners, contactId, fields, from);
  return { ...snapshot, ...(memory ? { memory } : {}) };
}
