import type { Transaction } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Makes writers of one contact queue up until the transaction ends: what was read of the contact stays true. On
 * SQLite all writers queue up anyway; a statement that changes nothing takes the row's lock everywhere.
 */
export async function lockContact(trx: Transaction<Database>, contactId: string): Promise<void> {
  await trx
    .updateTable('contacts')
    .set((eb) => ({ sequence: eb.ref('sequence') }))
    .where('id', '=', contactId)
    .execute();
}
