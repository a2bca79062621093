import type { PartnerProgram } from '../../program/settings.ts';
import type { Partners } from '../partners.ts';
import { unpaidRows } from './unpaid.ts';

/** Commissions of a program by state, in minor units; those on hold, payable and paid make the total commission. */
export interface CommissionStates {
  onHold: number;
  /** Below zero where a refund after the payout is still to be settled. */
  payable: number;
  paid: number;
  /** What refunds took back of all of it, positive; it is missing from the three above already. */
  reversed: number;
}

/** What the commissions of a program's partners, or of one, come to. */
export async function commissionStates(
  { db, now }: Pick<Partners, 'db' | 'now'>,
  program: PartnerProgram,
  contactId?: string,
): Promise<CommissionStates> {
  const unpaid = await unpaidRows(db, program, now(), contactId);
  const sum = (isPayable: boolean) =>
    unpaid.filter((row) => row.isPayable === isPayable).reduce((total, row) => total + row.commission, 0);
  let query = db
    .selectFrom('ledger')
    .where('program', '=', program.name)
    .select(({ fn, eb }) => [
      fn.sum(eb.case().when('payout', 'is not', null).then(eb.ref('commission')).end()).as('paid'),
      fn.sum(eb.case().when('commission', '<', 0).then(eb.ref('commission')).end()).as('takenBack'),
    ]);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  const { paid, takenBack } = await query.executeTakeFirstOrThrow();
  return {
    onHold: sum(false),
    payable: sum(true),
    paid: Number(paid ?? 0),
    reversed: 0 - Number(takenBack ?? 0),
  };
}
