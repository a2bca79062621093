import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The partner center: a partner's entries in the order of time with their figures, and the devices that logins opened. */
export const centerTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropIndex('ledger_partner').ifExists().execute();
    // With the figures in it: totals of ten thousand sales are summed without a look at their rows.
    await db.schema
      .createIndex('ledger_partner_time')
      .on('ledger')
      .columns([
        'contact_id',
        'program',
        'occurred_at',
        'id',
        'entry_type',
        'sale_kind',
        'amount',
        'commission',
        'payout',
      ])
      .execute();
    // What takes something back is little among many sales, and asked for by itself.
    await db.schema
      .createIndex('ledger_partner_other')
      .on('ledger')
      .columns(['contact_id', 'program'])
      .where(sql<boolean>`entry_type <> 'sale'`)
      .execute();
    // One statement a column: SQLite adds no two at once.
    const add = (column: string, type: 'text' | 'bigint') =>
      db.schema.alterTable('logins').addColumn(column, type).execute();
    await add('device', 'text');
    await add('seen_at', 'bigint');
    await add('signed_out_at', 'bigint');
  },
};
