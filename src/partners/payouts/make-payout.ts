import type { Transaction } from 'kysely';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import type { Database } from '../../storage/schema.ts';
import { transactOnLocked } from '../../storage/transact.ts';
import { isPaidOut } from '../commission-rules.ts';
import { atOneInstant, type Partners } from '../partners.ts';
import { transactOrRehearse } from '../rehearsal.ts';
import { refused, type Refused } from '../refusal.ts';
import { readPayout, type Payout } from './read-payout.ts';
import { tellPaid } from './tell-paid.ts';
import { lockUnpaid, unpaidRows } from './unpaid.ts';

/** A payout to be made. */
export interface PayoutRequest {
  program: PartnerProgram;
  /** The batch's id: the same one again is the same batch. */
  batch: string;
  /** Email address of the person who makes it. */
  by: string;
  /** Says what would be paid, and pays nothing. */
  dryRun: boolean;
}

/** `repeated`: the batch was made before, and nothing was paid now. */
export type PayoutResult =
  | { status: 'made' | 'repeated'; payout: Payout; heldBack: HeldBack }
  | { status: 'nothing'; heldBack: HeldBack }
  | Refused;

/** Partners with something payable who are not paid now. */
export interface HeldBack {
  /** They have less than the program's threshold, or owe something. */
  belowThreshold: number;
  /** They are not approved partners at the moment. */
  notApproved: number;
}

/** Rows that are marked in one statement. */
const CHUNK = 500;

/**
 * Pays out all that is payable to the partners of a program, in one transaction: the rows of the ledger are marked with the
 * batch, and each partner who is paid is told. Who has less than the program's threshold keeps it for the next payout, and
 * so do those who owe something or are not approved. What a refund took back after a payout lowers the next one.
 */
export function makePayout(partners: Partners, request: PayoutRequest): Promise<PayoutResult> {
  const p = atOneInstant(partners);
  const { program, batch, dryRun } = request;
  const work = async (trx: Transaction<Database>): Promise<PayoutResult> => {
    const known = await readPayout(trx, batch);
    if (known) return again(known, program);
    const { paid, heldBack } = await toBePaid(p, trx, program);
    // Whoever held the locks may have made this very batch.
    const made = await readPayout(trx, batch);
    if (made) return again(made, program);
    if (paid.size === 0) return { status: 'nothing', heldBack };
    await pay(trx, request, p.now(), paid);
    const payout = await readPayout(trx, batch);
    if (!payout) throw new Error(`The payout ${batch} is gone while it is made.`);
    return { status: 'made', payout, heldBack };
  };
  // It locks whom it pays. As SERIALIZABLE, one sale of any of these thousands meanwhile would have all of it repeated.
  return transactOrRehearse(p, dryRun, work, transactOnLocked);
}

/** Marks the rows with the batch, and tells each partner. */
async function pay(
  trx: Transaction<Database>,
  { program, batch, by }: PayoutRequest,
  at: Instant,
  paid: ReadonlyMap<string, Due>,
): Promise<void> {
  const made = { id: batch, program: program.name, made_at: at, made_by: by };
  await trx.insertInto('payouts').values(made).execute();
  const rowIds = [...paid.values()].flatMap((due) => due.rowIds);
  for (let start = 0; start < rowIds.length; start += CHUNK) {
    const chunk = rowIds.slice(start, start + CHUNK);
    await trx.updateTable('ledger').set({ payout: batch }).where('id', 'in', chunk).execute();
  }
  await tellPaid(trx, { program, batch, at }, paid);
}

function again(payout: Payout, program: PartnerProgram): PayoutResult {
  if (payout.program === program.name)
    return { status: 'repeated', payout, heldBack: { belowThreshold: 0, notApproved: 0 } };
  const message = `batch: “${payout.batch}” is a payout of the partner program “${payout.program}”. Name that program to export it again, or choose another id.`;
  return refused('other-batch', message);
}

/** What one partner is paid: in minor units, and for which rows of the ledger. */
interface Due {
  amount: number;
  rowIds: number[];
}

/** Who is paid what, by contact id. They are locked: neither their rows nor their standing change until the payout is made. */
async function toBePaid(
  p: Partners,
  trx: Transaction<Database>,
  program: PartnerProgram,
): Promise<{ paid: Map<string, Due>; heldBack: HeldBack }> {
  const standings = await lockUnpaid(trx, program);
  const rows = await unpaidRows(trx, program, p.now());
  // Who has their first commission since then is not locked: it is for the next payout.
  const payable = rows.filter(({ isPayable, contactId }) => isPayable && standings.has(contactId));
  const heldBack: HeldBack = { belowThreshold: 0, notApproved: 0 };
  const paid = new Map<string, Due>();
  for (const [contactId, own] of Map.groupBy(payable, (row) => row.contactId)) {
    const amount = own.reduce((sum, { commission }) => sum + commission, 0);
    if (standings.get(contactId) !== 'approved') heldBack.notApproved += 1;
    else if (!isPaidOut(program, amount)) heldBack.belowThreshold += 1;
    else paid.set(contactId, { amount, rowIds: own.map(({ id }) => id) });
  }
  return { paid, heldBack };
}
