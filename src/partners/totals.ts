import type { Transaction } from 'kysely';
import type { FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import { isPostgres } from '../storage/transact.ts';
import type { Enrolment } from './enrolments.ts';
import type { LedgerRow } from './ledger.ts';

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

/** What a row of the ledger adds to the totals. */
export type Entry = Pick<LedgerRow, 'entry_type' | 'sale_kind' | 'amount' | 'commission' | 'occurred_at'>;

/** The totals with one more row in the ledger; `isLast`: nothing is left of the sale that it gives back. */
export function withEntry(totals: Readonly<Totals>, entry: Entry, isLast = false): Totals {
  const { entry_type: type, sale_kind: kind, occurred_at: at } = entry;
  const { firstSaleAt, lastSaleAt } = totals;
  const isSale = type === 'sale';
  const counts = kind !== 'first' ? 0 : isSale ? 1 : isLast ? -1 : 0;
  return {
    totalSales: totals.totalSales + entry.amount,
    numberOfSales: totals.numberOfSales + counts,
    totalCommission: totals.totalCommission + entry.commission,
    firstSaleAt: isSale ? Math.min(firstSaleAt ?? at, at) : firstSaleAt,
    lastSaleAt: isSale ? Math.max(lastSaleAt ?? at, at) : lastSaleAt,
  };
}

/** The columns of an enrolment that keep the totals. */
export const TOTAL_COLUMNS = [
  'total_sales',
  'number_of_sales',
  'total_commission',
  'first_sale_at',
  'last_sale_at',
] as const;
/** An enrolment, as far as totals go. */
export type TotalColumns = Pick<Enrolment, (typeof TOTAL_COLUMNS)[number]>;

/** The totals that an enrolment keeps. They change with the ledger, in its transactions; `ledger verify` sums the rows. */
export function totalsOf(row: TotalColumns): Totals {
  return {
    totalSales: row.total_sales,
    numberOfSales: row.number_of_sales,
    totalCommission: row.total_commission,
    firstSaleAt: row.first_sale_at,
    lastSaleAt: row.last_sale_at,
  };
}

/** Totals as an enrolment keeps them. */
export function totalColumns(totals: Readonly<Totals>): TotalColumns {
  return {
    total_sales: totals.totalSales,
    number_of_sales: totals.numberOfSales,
    total_commission: totals.totalCommission,
    first_sale_at: totals.firstSaleAt,
    last_sale_at: totals.lastSaleAt,
  };
}

/** The totals of a member, which nobody else changes until the transaction ends. @throws when they are not enrolled. */
export async function lockTotals(
  trx: Transaction<Database>,
  contactId: string,
  program: string,
): Promise<Totals> {
  const row = await trx
    .selectFrom('enrolments')
    .select(TOTAL_COLUMNS)
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .$if(isPostgres(trx), (rows) => rows.forUpdate())
    .executeTakeFirstOrThrow();
  return totalsOf(row);
}

/** Writes the totals of a member whose enrolment is locked. */
export async function keepTotals(
  trx: Transaction<Database>,
  { contactId, program }: { contactId: string; program: string },
  totals: Readonly<Totals>,
): Promise<void> {
  await trx
    .updateTable('enrolments')
    .set(totalColumns(totals))
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .execute();
}

/** The totals as contact fields, in the order in which `field-updated` is raised for them. */
export function totalFields(totals: Totals): Record<string, FieldValue> {
  const { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt } = totals;
  return { totalSales, numberOfSales, totalCommission, firstSaleAt, lastSaleAt };
}
