import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What waits for a team, in the order of the list: it is little, however much has been decided. */
export const waitingByTeam: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('approvals_waiting')
      .on('approvals')
      .columns(['team', 'requested_at', 'contact_id', 'map', 'entry'])
      .where(sql<boolean>`outcome is null`)
      .execute();
  },
};
