import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Visits by the links of partners, and whom an application that is not confirmed yet came by. */
export const visitsByLink: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('link_clicks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('program', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('visitor', 'text', (c) => c.notNull())
      .addColumn('clicked_at', 'bigint', (c) => c.notNull())
      .addColumn('counts_until', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('link_clicks_visitor')
      .on('link_clicks')
      .columns(['visitor', 'program', 'clicked_at'])
      .execute();
    await db.schema.createIndex('link_clicks_end').on('link_clicks').column('counts_until').execute();
    await db.schema
      .alterTable('sign_up_confirmations')
      .addColumn('recruited_by', 'text', (c) => c.references('contacts.id'))
      .execute();
  },
};
