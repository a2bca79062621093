import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is payable to each partner is kept, as far as it has been told, and so is what was told of it. */
export const payableColumns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const column of ['payable', 'payout_ready'] as const)
      await db.schema
        .alterTable('enrolments')
        .addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
    await sql`update enrolments set payable = coalesce((
        select sum(row.commission) from ledger as row
        where row.program = enrolments.program and row.contact_id = enrolments.contact_id
          and row.payout is null and row.commission <> 0
          and not exists (
            select 1 from held_commissions as held
            where held.sale_id = row.sale_id and held.sale_source = case row.entry_type
              when 'second-tier' then 'second-tier/' || row.sale_source else row.sale_source end)
      ), 0)`.execute(db);
  },
};
