import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What mail systems tell of mails that they took. The Message-ID that they name is looked for in the send ledger. */
export const emailTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('mail_events')
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('external_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.references('contacts.id'))
      .addColumn('message_id', 'text')
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('occurred_at', 'bigint', (c) => c.notNull())
      .addColumn('recorded_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('mail_events_pk', ['source', 'external_id'])
      .execute();
    await db.schema.createIndex('mail_events_of_contact').on('mail_events').column('contact_id').execute();
    await db.schema.createIndex('sent_mails_message').on('sent_mails').column('message_id').execute();
  },
};
