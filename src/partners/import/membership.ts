import type { Transaction } from 'kysely';
import type { Database } from '../../storage/schema.ts';

/** Under which the facts of an import are unique. */
export const IMPORT_SOURCE = '/import';

/** The id of the fact that somebody was imported into a program. */
export function membershipOf(contactId: string, program: string): string {
  return `${contactId}/program/${program}`;
}

/** Whether an import brought somebody into a program, and not its form. */
export async function wasImported(
  trx: Transaction<Database>,
  { contactId, program }: { contactId: string; program: string },
): Promise<boolean> {
  const fact = await trx
    .selectFrom('outbox')
    .select('id')
    .where('source', '=', IMPORT_SOURCE)
    .where('event_id', '=', membershipOf(contactId, program))
    .executeTakeFirst();
  return fact !== undefined;
}
