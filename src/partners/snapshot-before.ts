import type { FieldChange } from '../program/events.ts';
import { isEnrolmentField } from '../program/contact-fields.ts';
import { contactSnapshot, type ContactSnapshot } from './contact-snapshot.ts';
import type { Partners } from './partners.ts';
import { transact } from '../storage/transact.ts';

/**
 * The named fields as they were before the contact's event number `sequence`: today's values with every
 * change since then undone. A run that starts late (Temporal was away) thus sees what its event saw.
 * @throws when the contact does not exist.
 */
export async function snapshotBefore(
  p: Partners,
  contactId: string,
  fields: string[],
  sequence: number,
): Promise<ContactSnapshot> {
  return transact(p.db, async (trx) => {
    const snapshot = await contactSnapshot({ ...p, db: trx }, contactId, fields);
    const rows = await trx
      .selectFrom('outbox')
      .select('data')
      .where('contact_id', '=', contactId)
      .where('sequence', '>=', sequence)
      .orderBy('sequence', 'desc')
      .execute();
    for (const row of rows) undo(snapshot, JSON.parse(row.data) as Changes);
    return snapshot;
  });
}

interface Changes {
  program?: string;
  changes: FieldChange[];
}

function undo(snapshot: ContactSnapshot, { program, changes }: Changes): void {
  for (const { field, before } of changes) {
    const fields = isEnrolmentField(field) ? snapshot.enrolments[program ?? ''] : snapshot.contact;
    if (fields && Object.hasOwn(fields, field)) fields[field] = before;
  }
}
