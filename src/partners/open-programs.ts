import type { Partners } from './partners.ts';

/**
 * Names of the programs whose partner center is open to a contact, sorted: a login link of theirs was used, on whichever
 * device, and no map has closed that login since. A link that was granted and not used opens nothing yet: it can run out,
 * and its map may wait to hear of its use.
 */
export async function openPrograms({ db }: Pick<Partners, 'db'>, contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('logins')
    .select('program')
    .distinct()
    .where('contact_id', '=', contactId)
    .where('consumed_at', 'is not', null)
    .where('closed_at', 'is', null)
    .orderBy('program')
    .execute();
  return rows.map(({ program }) => program);
}
