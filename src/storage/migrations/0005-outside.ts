import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What maps have to do with the world outside: tasks for people, logins that were closed, events of one's own. */
export const outsideTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('tasks')
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('map', 'text', (c) => c.notNull())
      .addColumn('entry', 'integer', (c) => c.notNull())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('team', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('outcomes', 'text', (c) => c.notNull())
      .addColumn('requested_at', 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text')
      .addColumn('decided_at', 'bigint')
      .addColumn('decided_by', 'text')
      .addPrimaryKeyConstraint('tasks_pk', ['contact_id', 'map', 'entry'])
      .execute();
    await db.schema
      .createIndex('tasks_open')
      .on('tasks')
      .columns(['team', 'requested_at'])
      .where(sql<boolean>`outcome is null`)
      .execute();
    await db.schema
      .createTable('custom_events')
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('external_id', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('recorded_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('custom_events_pk', ['source', 'external_id'])
      .execute();
    await db.schema.alterTable('logins').addColumn('closed_at', 'bigint').execute();
  },
};
