import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was paid in another currency than the program's, and at which rate it was converted. */
export const exchangeRates: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One statement a column: SQLite adds no two at once.
    await db.schema.alterTable('ledger').addColumn('original_amount', 'bigint').execute();
    await db.schema.alterTable('ledger').addColumn('original_currency', 'text').execute();
    await db.schema.alterTable('ledger').addColumn('exchange_rate', 'text').execute();
  },
};
