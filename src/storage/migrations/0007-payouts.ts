import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Payouts: batches of commissions, and in which batch each row of the ledger was paid. */
export const payoutTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('payouts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('program', 'text', (c) => c.notNull())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('made_by', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .alterTable('ledger')
      .addColumn('payout', 'text', (c) => c.references('payouts.id'))
      .execute();
    await db.schema
      .createIndex('ledger_unpaid')
      .on('ledger')
      .columns(['program', 'contact_id'])
      .where(sql<boolean>`payout is null and commission <> 0`)
      .execute();
    await db.schema
      .createIndex('ledger_payout')
      .on('ledger')
      .columns(['payout'])
      .where(sql<boolean>`payout is not null`)
      .execute();
  },
};
