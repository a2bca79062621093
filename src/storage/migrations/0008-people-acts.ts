import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people did is one fact among thousands of sales: the audit trail finds it without a look at those. */
export const peopleActs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('outbox_acts')
      .on('outbox')
      .column('id')
      .where(
        sql<boolean>`source in ('/approvals', '/by-hand', '/control', '/tasks') or type = 'totals-corrected'`,
      )
      .execute();
  },
};
