import { sql, type Kysely } from 'kysely';
import type { FieldValue } from '../program/events.ts';
import type { SaleKind } from '../program/program.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import { REVERSALS } from './reversals.ts';

/** A partner's running totals in one program; money in minor units. */
export interface Totals {
  /** Payments of all kinds minus refunds and chargebacks. */
  totalSales: number;
  /** Sales of kind `first` that are not wholly refunded. */
  numberOfSales: number;
  totalCommission: number;
  /** Event times of the earliest and latest payment, refunded or not; null before the first. */
  firstSaleAt: Instant | null;
  lastSaleAt: Instant | null;
}

/** What somebody without a row in the ledger has. */
export const NO_TOTALS: Readonly<Totals> = {
  totalSales: 0,
  numberOfSales: 0,
  totalCommission: 0,
  firstSaleAt: null,
  lastSaleAt: null,
};

/** The totals with one more sale: what the sums will be once its row is there. */
export function withSale(
  totals: Readonly<Totals>,
  sale: { amount: number; commission: number; kind: SaleKind; at: Instant },
): Totals {
  const { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt } = totals;
  return {
    totalSales: totalSales + sale.amount,
    numberOfSales: numberOfSales + (sale.kind === 'first' ? 1 : 0),
    totalCommission: totalCommission + sale.commission,
    firstSaleAt: Math.min(firstSaleAt ?? sale.at, sale.at),
    lastSaleAt: Math.max(lastSaleAt ?? sale.at, sale.at),
  };
}

/** Sums the ledger: totals are never counted up, so that they cannot drift from the rows. */
export async function readTotals(db: Kysely<Database>, contactId: string, program: string): Promise<Totals> {
  return (await readTotalsOf(db, [contactId], program)).get(contactId) ?? NO_TOTALS;
}

/** The same for many contacts at once, at most a few thousand; those without a row in the ledger are not in it. */
export async function readTotalsOf(
  db: Kysely<Database>,
  contactIds: readonly string[],
  program: string,
): Promise<Map<string, Totals>> {
  const sums = await db
    .selectFrom('ledger')
    .where('contact_id', 'in', contactIds)
    .where('program', '=', program)
    .groupBy('contact_id')
    .select(({ fn, eb }) => {
      const saleAt = eb.case().when('entry_type', '=', 'sale').then(eb.ref('occurred_at')).end();
      const isFirst = eb.and({ entry_type: 'sale', sale_kind: 'first' });
      return [
        'contact_id',
        fn.sum('amount').as('amount'),
        fn.sum('commission').as('commission'),
        fn.count(eb.case().when(isFirst).then(1).end()).as('sales'),
        fn.min(saleAt).as('first'),
        fn.max(saleAt).as('last'),
      ];
    })
    .execute();
  const takenBack = await countWhollyRefunded(db, contactIds, program);
  return new Map(
    sums.map(({ contact_id: id, amount, commission, sales, first, last }) => [
      id,
      {
        totalSales: Number(amount),
        numberOfSales: Number(sales) - (takenBack.get(id) ?? 0),
        totalCommission: Number(commission),
        firstSaleAt: first === null ? null : Number(first),
        lastSaleAt: last === null ? null : Number(last),
      },
    ]),
  );
}

/** Sales of kind `first` of which nothing is left. It starts from the refunds, for they are few among many sales. */
async function countWhollyRefunded(
  db: Kysely<Database>,
  contactIds: readonly string[],
  program: string,
): Promise<Map<string, number>> {
  const whole = db
    .selectFrom('ledger as refund')
    .innerJoin('ledger as sale', (join) =>
      join.onRef('sale.source', '=', 'refund.sale_source').onRef('sale.external_id', '=', 'refund.sale_id'),
    )
    .where('refund.contact_id', 'in', contactIds)
    .where('refund.program', '=', program)
    .where('refund.entry_type', 'in', REVERSALS)
    // Follows from the line above; in these words it names a partial index.
    .where(sql<boolean>`refund.entry_type <> 'sale'`)
    .where('sale.sale_kind', '=', 'first')
    .groupBy(['refund.contact_id', 'sale.id', 'sale.amount'])
    .having((eb) => eb(eb('sale.amount', '+', eb.fn.sum<number>('refund.amount')), '<=', 0))
    .select('refund.contact_id as id');
  const rows = await db
    .selectFrom(whole.as('whole'))
    .groupBy('id')
    .select(({ fn }) => ['id', fn.countAll().as('count')])
    .execute();
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** The totals as contact fields, in the order in which `field-updated` is raised for them. */
export function totalFields(totals: Totals): Record<string, FieldValue> {
  const { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt } = totals;
  return { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt };
}
