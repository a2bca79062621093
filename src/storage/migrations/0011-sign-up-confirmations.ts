import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Applications that wait for their address to be confirmed. */
export const signUpConfirmations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('sign_up_confirmations')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('program', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('submitted', 'text')
      .addColumn('consent', 'text')
      .addColumn('requested_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint')
      .addColumn('mail_due_at', 'bigint')
      .addColumn('mail_attempts', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('sign_up_confirmations_email')
      .on('sign_up_confirmations')
      .columns(['email', 'requested_at'])
      .execute();
    await db.schema
      .createIndex('sign_up_confirmations_mail')
      .on('sign_up_confirmations')
      .column('mail_due_at')
      .execute();
    await db.schema
      .createIndex('sign_up_confirmations_expiry')
      .on('sign_up_confirmations')
      .column('expires_at')
      .execute();
  },
};
