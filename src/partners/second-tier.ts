import type { Transaction } from 'kysely';
import { commissionBackAfter } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { secondTierFor } from './commission-rules.ts';
import type { SellingEnrolment } from './find-partner.ts';
import { addToLedger, originalColumns, type LedgerRow, type NewLedgerRow } from './ledger.ts';
import { SECOND_TIER, takeFromPayable } from './payouts/payable.ts';
import { lockTotals } from './totals.ts';

/** Credits whoever brought the partner, if the program has a second tier and they are an approved partner themselves. */
export async function creditRecruiter(
  trx: Transaction<Database>,
  program: PartnerProgram,
  { recruited_by: recruiter }: SellingEnrolment,
  sale: NewLedgerRow,
): Promise<void> {
  const commission = secondTierFor(program, sale);
  if (recruiter === null || commission === 0) return;
  const isPartner = await trx
    .selectFrom('enrolments')
    .select('contact_id')
    .where('contact_id', '=', recruiter)
    .where('program', '=', program.name)
    .where('status', '=', 'approved')
    .executeTakeFirst();
  if (isPartner) await tell(trx, program, { ...sale, contact_id: recruiter, commission }, sale);
}

/** Takes back what a refund takes of the commission of the second tier; the sums are what has been refunded so far. */
export async function chargeRecruiter(
  trx: Transaction<Database>,
  program: PartnerProgram,
  sale: LedgerRow,
  refund: NewLedgerRow,
  refunded: { before: number; after: number },
): Promise<void> {
  const earned = await trx
    .selectFrom('ledger')
    .selectAll()
    .where('source', '=', SECOND_TIER + sale.source)
    .where('external_id', '=', sale.external_id)
    .executeTakeFirst();
  if (!earned) return;
  const figures = { amount: sale.amount, commission: earned.commission };
  const back = commissionBackAfter(figures, refunded.after) - commissionBackAfter(figures, refunded.before);
  if (back > 0)
    await tell(trx, program, { ...refund, contact_id: earned.contact_id, commission: -back }, sale);
}

/** Writes the row and the fact; `row` is of the sale or refund that it follows from. */
async function tell(
  trx: Transaction<Database>,
  program: PartnerProgram,
  row: NewLedgerRow,
  sale: NewLedgerRow,
): Promise<void> {
  const source = SECOND_TIER + row.source;
  const nothing = { amount: 0, ...originalColumns(undefined), payout: null };
  const entry = { ...row, entry_type: 'second-tier' as const, source, ...nothing };
  const before = await lockTotals(trx, entry.contact_id, entry.program);
  const changes = await addToLedger(trx, entry, before);
  if (!changes) return;
  changes.push(...(await takeFromPayable(trx, program, entry)));
  const { external_id: id, amount, sale_kind, product, occurred_at: at } = sale;
  await appendEvent(trx, {
    contactId: row.contact_id,
    source: `/sales/${source}`,
    eventId: row.external_id,
    type: 'second-tier-commission',
    time: row.occurred_at,
    data: {
      sale: { id, amount, kind: sale_kind ?? 'first', ...(product === null ? {} : { product }), at },
      commission: { amount: row.commission },
      program: row.program,
      changes,
    },
    now: row.recorded_at,
  });
}
