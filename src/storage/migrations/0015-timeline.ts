import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What contacts have waited for, and what a contact's timeline reads part by part, in the order of time. */
export const timelineTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('past_waits')
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('entry', 'integer', (c) => c.notNull())
      .addColumn('map', 'text', (c) => c.notNull())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('since', 'bigint', (c) => c.notNull())
      .addColumn('wake_at', 'bigint')
      .addColumn('left_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('past_waits_pk', ['contact_id', 'entry'])
      .execute();
    await db.schema
      .createIndex('past_waits_timeline')
      .on('past_waits')
      .columns(['contact_id', 'left_at', 'entry'])
      .execute();
    await sql`create index sent_mails_timeline on sent_mails (contact_id, (coalesce(settled_at, claimed_at)))`.execute(
      db,
    );
    await db.schema
      .createIndex('mail_events_timeline')
      .on('mail_events')
      .columns(['contact_id', 'recorded_at'])
      .where(sql<boolean>`kind = 'soft-bounce'`)
      .execute();
    // What mail systems told of one mail.
    await db.schema.createIndex('mail_events_message').on('mail_events').column('message_id').execute();
  },
};
