import { sql, type Kysely } from 'kysely';
import type { Database } from '../../storage/schema.ts';
import { REVERSALS } from '../reversals.ts';
import type { Totals } from '../totals.ts';

/**
 * Sums the rows of many contacts in a program, at most a few thousand: what the totals that are kept have to be. Those
 * without a row in the ledger are not in it.
 */
export async function sumLedger(
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
    .where('sale.amount', '>', 0)
    .select('refund.contact_id as id');
  const rows = await db
    .selectFrom(whole.as('whole'))
    .groupBy('id')
    .select(({ fn }) => ['id', fn.countAll().as('count')])
    .execute();
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}
