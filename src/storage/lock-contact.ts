import type { Transaction } from 'kysely';
import type { Database } from './schema.ts';
import { isPostgres } from './transact.ts';

/**
 * Makes writers of one contact queue up until the transaction ends: what is read of the contact from here on stays true.
 * On SQLite all writers queue up anyway; on PostgreSQL a statement that changes nothing takes the row's lock.
 */
export async function lockContact(trx: Transaction<Database>, contactId: string): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx
    .updateTable('contacts')
    .set((eb) => ({ sequence: eb.ref('sequence') }))
    .where('id', '=', contactId)
    .execute();
}
