import type { Kysely } from 'kysely';
import type { FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';

/** A partner's running totals in one program; money in minor units. */
export interface Totals {
  /** Payments of all kinds minus refunds. */
  totalSales: number;
  /** Sales of kind `first` that are not wholly refunded. */
  numberOfSales: number;
  totalCommission: number;
  /** Event times of the earliest and latest payment, refunded or not; null before the first. */
  firstSaleAt: Instant | null;
  lastSaleAt: Instant | null;
}

/** Sums the ledger: totals are never counted up, so that they cannot drift from the rows. */
export async function readTotals(db: Kysely<Database>, contactId: string, program: string): Promise<Totals> {
  const sums = await db
    .selectFrom('ledger')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .select(({ fn, eb }) => {
      const saleAt = eb.case().when('entry_type', '=', 'sale').then(eb.ref('occurred_at')).end();
      return [
        fn.sum('amount').as('amount'),
        fn.sum('commission').as('commission'),
        fn.min(saleAt).as('first'),
        fn.max(saleAt).as('last'),
      ];
    })
    .executeTakeFirstOrThrow();
  return {
    totalSales: Number(sums.amount ?? 0),
    numberOfSales: await countSales(db, contactId, program),
    totalCommission: Number(sums.commission ?? 0),
    firstSaleAt: sums.first === null ? null : Number(sums.first),
    lastSaleAt: sums.last === null ? null : Number(sums.last),
  };
}

async function countSales(db: Kysely<Database>, contactId: string, program: string): Promise<number> {
  const row = await db
    .selectFrom('ledger as sale')
    .where('sale.contact_id', '=', contactId)
    .where('sale.program', '=', program)
    .where('sale.entry_type', '=', 'sale')
    .where('sale.sale_kind', '=', 'first')
    .where((eb) => {
      const refunds = eb
        .selectFrom('ledger as refund')
        .where('refund.entry_type', '=', 'refund')
        .whereRef('refund.sale_id', '=', 'sale.sale_id')
        .whereRef('refund.sale_source', '=', 'sale.sale_source')
        .select((inner) => inner.fn.coalesce(inner.fn.sum<number>('refund.amount'), inner.lit(0)).as('sum'));
      return eb(eb('sale.amount', '+', refunds), '>', 0);
    })
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The totals as contact fields, in the order in which `field-updated` is raised for them. */
export function totalFields(totals: Totals): Record<string, FieldValue> {
  const { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt } = totals;
  return { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt };
}
