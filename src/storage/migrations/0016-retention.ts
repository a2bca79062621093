import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How rows are found whose time is over. Links of visits and console links are few, and looked through. */
export const retentionIndexes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('webhook_deliveries_settled')
      .on('webhook_deliveries')
      .columns(['status', 'settled_at'])
      .where(sql<boolean>`settled_at is not null`)
      .execute();
  },
};
