import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What commissions of a second tier and of recurring payments rest on: who brought whom, and which sale was the first. */
export const commissionRules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('enrolments')
      .addColumn('recruited_by', 'text', (c) => c.references('contacts.id'))
      .execute();
    // One statement a column: SQLite adds no two at once.
    for (const column of ['first_sale_source', 'first_sale_id'])
      await db.schema.alterTable('ledger').addColumn(column, 'text').execute();
  },
};
