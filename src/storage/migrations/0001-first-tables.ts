import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addRowId } from './row-id.ts';

/** The tables of part 1, in types that SQLite and PostgreSQL share (`bigint` for instants and money). */
export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createPeople(db);
    await createLedger(db);
    await createOutbox(db);
    await createApprovalsAndLogins(db);
    await createMailTables(db);
    await createRunTables(db);
    await db.schema
      .createTable('values')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
  },
};

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contacts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('time_zone', 'text')
    .addColumn('locale', 'text')
    .addColumn('fields', 'text', (c) => c.notNull())
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('enrolments')
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('program', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('referral_code', 'text', (c) => c.notNull())
    .addColumn('application', 'text', (c) => c.notNull())
    .addColumn('applied_at', 'bigint', (c) => c.notNull())
    .addColumn('approved_at', 'bigint')
    .addColumn('rejected_reason', 'text')
    .addColumn('last_login_at', 'bigint')
    .addPrimaryKeyConstraint('enrolments_pk', ['contact_id', 'program'])
    .addUniqueConstraint('enrolments_code', ['program', 'referral_code'])
    .execute();
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await addRowId(db, db.schema.createTable('ledger'))
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('program', 'text', (c) => c.notNull())
    .addColumn('entry_type', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('external_id', 'text', (c) => c.notNull())
    .addColumn('sale_source', 'text')
    .addColumn('sale_id', 'text')
    .addColumn('sale_kind', 'text')
    .addColumn('product', 'text')
    .addColumn('amount', 'bigint', (c) => c.notNull())
    .addColumn('commission', 'bigint', (c) => c.notNull())
    .addColumn('occurred_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('body_hash', 'text', (c) => c.notNull())
    .addUniqueConstraint('ledger_event', ['source', 'external_id'])
    .execute();
  await db.schema.createIndex('ledger_partner').on('ledger').columns(['contact_id', 'program']).execute();
  await db.schema
    .createIndex('ledger_sale')
    .on('ledger')
    .columns(['sale_id', 'sale_source', 'entry_type'])
    .execute();
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await addRowId(db, db.schema.createTable('outbox'))
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('time', 'bigint', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('partition', 'integer', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('delivered_at', 'bigint')
    .addUniqueConstraint('outbox_sequence', ['contact_id', 'sequence'])
    .addUniqueConstraint('outbox_event', ['source', 'event_id'])
    .execute();
  // Partial: delivered rows are kept for good, and the dispatcher looks here four times a second.
  await db.schema
    .createIndex('outbox_undelivered')
    .on('outbox')
    .columns(['partition', 'contact_id', 'sequence'])
    .where(sql<boolean>`delivered_at is null`)
    .execute();
  await db.schema
    .createTable('dispatcher_leases')
    .addColumn('partition', 'integer', (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createApprovalsAndLogins(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('approvals')
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('map', 'text', (c) => c.notNull())
    .addColumn('entry', 'integer', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('program', 'text', (c) => c.notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('approvals_pk', ['contact_id', 'map', 'entry'])
    .execute();
  await db.schema
    .createIndex('approvals_pending')
    .on('approvals')
    .columns(['requested_at'])
    .where(sql<boolean>`outcome is null`)
    .execute();
  await db.schema
    .createTable('logins')
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('map', 'text', (c) => c.notNull())
    .addColumn('entry', 'integer', (c) => c.notNull())
    .addColumn('program', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('consumed_at', 'bigint')
    .addPrimaryKeyConstraint('logins_pk', ['contact_id', 'map', 'entry'])
    .execute();
}

async function createMailTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sent_mails')
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('map', 'text', (c) => c.notNull())
    .addColumn('entry', 'integer', (c) => c.notNull())
    .addColumn('mail_index', 'integer', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('template', 'text', (c) => c.notNull())
    .addColumn('email_hash', 'text')
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text')
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('resends', 'integer', (c) => c.notNull())
    .addColumn('claimed_at', 'bigint', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .addColumn('subject', 'text')
    .addColumn('merge_values', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sent_mails_pk', ['contact_id', 'map', 'entry', 'mail_index'])
    .execute();
  await db.schema
    .createTable('suppressions')
    .addColumn('address', 'text', (c) => c.primaryKey())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createRunTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run_memory')
    .addColumn('contact_id', 'text', (c) => c.primaryKey().references('contacts.id'))
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .addColumn('memory', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('positions')
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('map', 'text', (c) => c.notNull())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('entry', 'integer', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('wake_at', 'bigint')
    .addPrimaryKeyConstraint('positions_pk', ['contact_id', 'map', 'entry'])
    .execute();
  await db.schema.createIndex('positions_map_step').on('positions').columns(['map', 'step']).execute();
}
