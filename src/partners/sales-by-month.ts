import { sql } from 'kysely';
import { monthsUntil } from '../calendar/months.ts';
import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** What a partner sold in one month; money in minor units. */
export interface MonthOfSales {
  /** The month's first instant. */
  start: Instant;
  /** Sales less refunds, and corrections of the total: all months together make the total. */
  amount: number;
  /** Payments of all kinds. */
  sales: number;
}

/** The months that are shown. */
const MONTHS = 12;

/** The latest twelve months by the clock of `timeZone`, in order, those without a sale too. */
export async function salesByMonth(
  p: Partners,
  { contactId, program, timeZone }: { contactId: string; program: string; timeZone: string },
): Promise<MonthOfSales[]> {
  const starts = monthsUntil(p.now(), timeZone, MONTHS);
  const rows = await p.db
    .selectFrom('ledger')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .where('occurred_at', '>=', starts[0] ?? 0)
    .select(({ eb, fn }) => [
      monthOf(starts).as('month'),
      fn.sum('amount').as('amount'),
      fn.sum(eb.case().when('entry_type', '=', 'sale').then(1).else(0).end()).as('sales'),
    ])
    .groupBy('month')
    .execute();
  const byMonth = new Map(rows.map((row) => [row.month, row]));
  return starts.map((start, month) => {
    const { amount = 0, sales = 0 } = byMonth.get(month) ?? {};
    return { start, amount: Number(amount), sales: Number(sales) };
  });
}

/** Which of the months that begin at `starts` an entry belongs to: zones are not the database's matter. */
function monthOf(starts: readonly Instant[]) {
  const cases = starts.map((start, month) => sql`when occurred_at >= ${start} then ${sql.lit(month)}`);
  return sql<number>`case ${sql.join(cases.reverse(), sql` `)} end`;
}
