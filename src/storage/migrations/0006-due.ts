import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What falls due by the clock: commissions on hold (those of earlier sales too), and until when it was told. */
export const dueTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('held_commissions')
      .addColumn('sale_source', 'text', (c) => c.notNull())
      .addColumn('sale_id', 'text', (c) => c.notNull())
      .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
      .addColumn('program', 'text', (c) => c.notNull())
      .addColumn('occurred_at', 'bigint', (c) => c.notNull())
      .addColumn('recorded_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('held_commissions_pk', ['sale_source', 'sale_id'])
      .execute();
    await db.schema
      .createIndex('held_commissions_due')
      .on('held_commissions')
      .columns(['program', 'occurred_at'])
      .execute();
    await sql`insert into held_commissions (sale_source, sale_id, contact_id, program, occurred_at, recorded_at)
      select source, external_id, contact_id, program, occurred_at, recorded_at from ledger
      where entry_type = 'sale' and commission > 0`.execute(db);
    await db.schema
      .createTable('due_watches')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('told_until', 'bigint', (c) => c.notNull())
      .execute();
  },
};
