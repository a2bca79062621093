import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the gateway needs to answer many requests fast, and each of them once. */
export const gatewayTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Sales name partners by their referral code, and mostly no program, with which the unique index begins.
    await db.schema.createIndex('enrolments_referral').on('enrolments').column('referral_code').execute();
    await db.schema
      .createTable('idempotency_keys')
      .addColumn('door', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('answer', 'text')
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_pk', ['door', 'key'])
      .execute();
    await db.schema
      .createIndex('idempotency_keys_expiry')
      .on('idempotency_keys')
      .column('expires_at')
      .execute();
  },
};
