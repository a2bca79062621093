import type { Kysely, Transaction } from 'kysely';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import type { Database } from '../../storage/schema.ts';
import { isPostgres } from '../../storage/transact.ts';
import { payableNow } from '../commission-rules.ts';
import type { Enrolment } from '../enrolments.ts';

/** A row of the ledger that no payout has; minor units, negative where a refund takes commission back. */
interface UnpaidRow {
  id: number;
  contactId: string;
  commission: number;
  /** Its holding period is over. What a refund takes back is payable with the commission that it takes it from. */
  isPayable: boolean;
}

/** The commissions of a program that were not paid out. */
export async function unpaidRows(
  db: Kysely<Database>,
  program: PartnerProgram,
  now: Instant,
): Promise<UnpaidRow[]> {
  const rows = await db
    .selectFrom('ledger as row')
    .innerJoin('ledger as sale', (join) =>
      join
        .onRef('sale.sale_id', '=', 'row.sale_id')
        .onRef('sale.sale_source', '=', 'row.sale_source')
        .on('sale.entry_type', '=', 'sale'),
    )
    .where('row.program', '=', program.name)
    .where('row.payout', 'is', null)
    .where('row.commission', '<>', 0)
    .select(['row.id', 'row.contact_id', 'row.commission', 'sale.occurred_at as soldAt'])
    .execute();
  const isPayable = payableNow(program, now);
  return rows.map(({ id, contact_id, commission, soldAt }) => ({
    id,
    contactId: contact_id,
    commission,
    isPayable: isPayable(soldAt),
  }));
}

/**
 * Locks the members of a program who have such commissions: nobody else sells, refunds or changes their standing until the
 * transaction ends. In the order of their ids, so that of two who lock many one waits for the other. Answers how they stand.
 */
export async function lockUnpaid(
  trx: Transaction<Database>,
  { name }: PartnerProgram,
): Promise<Map<string, Enrolment['status']>> {
  const rows = await trx
    .selectFrom('enrolments')
    .select(['contact_id', 'status'])
    .where('program', '=', name)
    .where('contact_id', 'in', (eb) =>
      eb
        .selectFrom('ledger')
        .select('ledger.contact_id')
        .where('ledger.program', '=', name)
        .where('payout', 'is', null)
        .where('commission', '<>', 0),
    )
    .orderBy('contact_id')
    .$if(isPostgres(trx), (members) => members.forUpdate())
    .execute();
  return new Map(rows.map(({ contact_id: id, status }) => [id, status]));
}
