import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What contacts have agreed to, topic by topic: every answer is a row, and the newest one counts. */
export const consentsTable: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('consents')
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('topic', 'text', (c) => c.notNull())
      .addColumn('answer', 'integer', (c) => c.notNull())
      .addColumn('subscribed', 'integer', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('recorded_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('consents_pk', ['contact_id', 'topic', 'answer'])
      .execute();
  },
};
