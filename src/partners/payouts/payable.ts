import { sql, type Kysely, type Transaction } from 'kysely';
import type { FieldChange } from '../../program/events.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Database } from '../../storage/schema.ts';
import { updateEach } from '../../storage/update-each.ts';
import { isPaidOut } from '../commission-rules.ts';
import { fieldChanges } from '../field-changes.ts';
import type { NewLedgerRow } from '../ledger.ts';

/** What is payable to a partner as far as it was told, in minor units, and whether maps know it as enough for a payout. */
export interface Payable {
  amount: number;
  isReady: boolean;
}

/** What an enrolment keeps of it. */
export function payableIn(row: { payable: number; payout_ready: 0 | 1 }): Payable {
  return { amount: row.payable, isReady: row.payout_ready === 1 };
}

/** What somebody has for whom nothing has become payable yet. */
export const NOTHING_PAYABLE: Readonly<Payable> = { amount: 0, isReady: false };

/** Rows of the second tier bear the id of what they follow from, under sources that begin so. */
export const SECOND_TIER = 'second-tier/';

/** The same with another amount, and the change of the field that a fact has to carry, if there is one. */
export function payableOf(
  program: PartnerProgram,
  { isReady }: Payable,
  amount: number,
): { payable: Payable; changes: FieldChange[] } {
  const payable = { amount, isReady: isPaidOut(program, amount) };
  return { payable, changes: fieldChanges({ payoutReady: isReady }, { payoutReady: payable.isReady }) };
}

/**
 * Adds to what is payable to a partner, who is locked, or takes from it (minor units), and answers what changed by it.
 * It is counted up and not summed, or a partner with many sales would cost more with each that becomes payable.
 */
export async function addToPayable(
  trx: Transaction<Database>,
  program: PartnerProgram,
  contactId: string,
  amount: number,
): Promise<FieldChange[]> {
  if (amount === 0) return [];
  const row = await trx
    .updateTable('enrolments')
    .set((eb) => ({ payable: eb('payable', '+', amount) }))
    .where('contact_id', '=', contactId)
    .where('program', '=', program.name)
    .returning(['payable', 'payout_ready'])
    .executeTakeFirstOrThrow();
  const { payable, changes } = payableOf(program, payableIn(row), row.payable);
  if (changes.length > 0) await keepPayable(trx, program, new Map([[contactId, payable]]));
  return changes;
}

/**
 * Takes from what is payable what a row of the ledger takes back, and answers what changed by it. What is still on hold
 * is lowered there, and counts when its holding period is over. A sale is on hold first, and costs no statement here.
 */
export async function takeFromPayable(
  trx: Transaction<Database>,
  program: PartnerProgram,
  row: NewLedgerRow,
): Promise<FieldChange[]> {
  if (row.commission >= 0) return [];
  const prefix = row.entry_type === 'second-tier' ? SECOND_TIER : '';
  const held = await trx
    .selectFrom('held_commissions')
    .select('sale_id')
    .where('sale_source', '=', `${prefix}${row.sale_source}`)
    .where('sale_id', '=', row.sale_id)
    .executeTakeFirst();
  return held ? [] : addToPayable(trx, program, row.contact_id, row.commission);
}

/** What is kept of partners of a program, at most a few thousand. */
export async function readPayable(
  db: Kysely<Database>,
  program: string,
  contactIds: readonly string[],
): Promise<Map<string, Payable>> {
  const rows = await db
    .selectFrom('enrolments')
    .select(['contact_id', 'payable', 'payout_ready'])
    .where('program', '=', program)
    .where('contact_id', 'in', contactIds)
    .execute();
  return new Map(rows.map((row) => [row.contact_id, payableIn(row)]));
}

/** Keeps what has become of partners of a program, at most a thousand. */
export function keepPayable(
  trx: Transaction<Database>,
  program: PartnerProgram,
  became: ReadonlyMap<string, Payable>,
): Promise<void> {
  const rows = [...became].map(([contact_id, { amount, isReady }]) => ({
    contact_id,
    program: program.name,
    payable: amount,
    payout_ready: isReady ? 1 : 0,
  }));
  return updateEach(trx, 'enrolments', ['contact_id', 'program'], rows);
}

/** What is payable to partners by the rows of the ledger, in minor units; those without such a row are not in it. */
export async function sumPayable(
  db: Kysely<Database>,
  program: string,
  contactIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ledger as row')
    .where('row.program', '=', program)
    .where('row.contact_id', 'in', contactIds)
    .where('row.payout', 'is', null)
    .where('row.commission', '<>', 0)
    .where((eb) => {
      const held = eb
        .selectFrom('held_commissions as held')
        .select('held.sale_id')
        .whereRef('held.sale_id', '=', 'row.sale_id')
        .where(
          sql<boolean>`held.sale_source = case row.entry_type
            when 'second-tier' then ${SECOND_TIER} || row.sale_source else row.sale_source end`,
        );
      return eb.not(eb.exists(held));
    })
    .groupBy('row.contact_id')
    .select(({ fn }) => ['row.contact_id as id', fn.sum('row.commission').as('payable')])
    .execute();
  return new Map(rows.map(({ id, payable }) => [id, Number(payable)]));
}
