import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The approval console: its sign-in links, and decisions that were reversed. */
export const consoleTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('console_links')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('consumed_at', 'bigint')
      .execute();
    await db.schema
      .createIndex('console_links_address')
      .on('console_links')
      .columns(['address', 'expires_at'])
      .execute();
    await db.schema
      .alterTable('approvals')
      .addColumn('reversed', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .createIndex('approvals_decided')
      .on('approvals')
      .columns(['team', 'decided_at'])
      .execute();
  },
};
