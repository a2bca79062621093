import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the policies of sending.yaml need to know of mails: which are marketing, and which are held, until when. */
export const sendingPolicies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One statement a column: SQLite adds no two at once.
    const add = (column: string, type: 'integer' | 'bigint', initial?: number) =>
      db.schema
        .alterTable('sent_mails')
        .addColumn(column, type, (c) => (initial === undefined ? c : c.notNull().defaultTo(initial)))
        .execute();
    await add('marketing', 'integer', 0);
    await add('held_until', 'bigint');
    await add('quiet_since', 'bigint');
    await add('turn_at', 'bigint');
    await db.schema.createIndex('sent_mails_map').on('sent_mails').columns(['map', 'claimed_at']).execute();
    await db.schema
      .createTable('sending_rate')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
