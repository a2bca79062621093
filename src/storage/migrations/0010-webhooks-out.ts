import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addRowId } from './row-id.ts';

/** What other systems are told and how that went; and the index by which the mails of a day are counted. */
export const webhooksOut: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('sent_mails_claimed').on('sent_mails').column('claimed_at').execute();
    await addRowId(db, db.schema.createTable('webhook_deliveries'))
      .addColumn('endpoint', 'text', (c) => c.notNull())
      .addColumn('webhook_id', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('answer', 'integer')
      .addColumn('failure', 'text')
      .addColumn('settled_at', 'bigint')
      .addUniqueConstraint('webhook_deliveries_message', ['endpoint', 'webhook_id'])
      .execute();
    // Partial: delivered ones are kept as the log, and the sender looks here every second.
    await db.schema
      .createIndex('webhook_deliveries_due')
      .on('webhook_deliveries')
      .columns(['endpoint', 'next_at'])
      .where(sql<boolean>`status = 'waiting'`)
      .execute();
    await db.schema
      .createTable('disabled_endpoints')
      .addColumn('endpoint', 'text', (c) => c.primaryKey())
      .addColumn('disabled_at', 'bigint', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .execute();
  },
};
