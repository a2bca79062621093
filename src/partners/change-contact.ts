import type { Transaction } from 'kysely';
import type { ContactChange } from '../program/commands.ts';
import type { Cause, FieldValue } from '../program/events.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { applyChange } from './contact-change.ts';
import { onceForCause } from './once-for-cause.ts';
import { withDefaults } from './own-fields.ts';
import type { Partners } from './partners.ts';

/**
 * Changes a contact's own fields and tags for a step, once for its place: row and fact in one transaction. For a
 * repeated attempt there is nothing left to do.
 * @throws when the contact does not exist.
 */
export async function changeContact(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, change, cause }: { contactId: string; change: ContactChange; cause: Cause },
): Promise<void> {
  const event = await onceForCause(trx, contactId, cause, p.now());
  if (!event) return;
  const row = await trx
    .selectFrom('contacts')
    .select(['fields', 'tags'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const stored = JSON.parse(row.fields) as Record<string, FieldValue>;
  const before = { fields: withDefaults(p.settings(), stored), tags: JSON.parse(row.tags) as string[] };
  const { after, changes, tags } = applyChange(before, change);
  await trx
    .updateTable('contacts')
    .set({ fields: JSON.stringify({ ...stored, ...change.set }), tags: JSON.stringify(after.tags) })
    .where('id', '=', contactId)
    .execute();
  await appendEvent(trx, {
    ...event,
    type: 'contact-changed',
    data: { by: cause.map, ...(tags ? { tags } : {}), changes, cause },
  });
}
