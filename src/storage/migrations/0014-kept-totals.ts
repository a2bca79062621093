import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A partner's totals beside their enrolment: the thousandth sale costs what the first one did. */
export const keptTotals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One statement a column: SQLite adds no two at once.
    for (const column of ['total_sales', 'number_of_sales', 'total_commission'])
      await db.schema
        .alterTable('enrolments')
        .addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
    for (const column of ['first_sale_at', 'last_sale_at'])
      await db.schema.alterTable('enrolments').addColumn(column, 'bigint').execute();
    await sql`
      update enrolments set
        total_sales = sums.amount, total_commission = sums.commission, number_of_sales = sums.sales,
        first_sale_at = sums.first, last_sale_at = sums.last
      from (
        select contact_id, program, sum(amount) as amount, sum(commission) as commission,
          count(case when entry_type = 'sale' and sale_kind = 'first' then 1 end) as sales,
          min(case when entry_type = 'sale' then occurred_at end) as first,
          max(case when entry_type = 'sale' then occurred_at end) as last
        from ledger group by contact_id, program
      ) as sums
      where enrolments.contact_id = sums.contact_id and enrolments.program = sums.program`.execute(db);
    // Sales of which nothing is left do not count.
    await sql`
      update enrolments set number_of_sales = number_of_sales - gone.sales
      from (
        select contact_id, program, count(*) as sales from (
          select refund.contact_id, refund.program
          from ledger as refund
          join ledger as sale on sale.source = refund.sale_source and sale.external_id = refund.sale_id
          where refund.entry_type in ('refund', 'chargeback') and sale.sale_kind = 'first' and sale.amount > 0
          group by refund.contact_id, refund.program, sale.id, sale.amount
          having sale.amount + sum(refund.amount) <= 0
        ) as whole group by contact_id, program
      ) as gone
      where enrolments.contact_id = gone.contact_id and enrolments.program = gone.program`.execute(db);
  },
};
