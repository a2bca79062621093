import type { Transaction } from 'kysely';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Database } from '../../storage/schema.ts';
import { atOneInstant, type Partners } from '../partners.ts';
import { transactOrRehearse } from '../rehearsal.ts';
import { refused, type Refused } from '../refusal.ts';
import { readPayout, type Payout } from './read-payout.ts';
import { unpaidRows } from './unpaid.ts';

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
 * batch. Who has less than the program's threshold keeps it for the next payout, and so do those who owe something or are
 * not approved. What a refund took back after a payout lowers the next one.
 */
export function makePayout(partners: Partners, request: PayoutRequest): Promise<PayoutResult> {
  const p = atOneInstant(partners);
  const { program, batch, by, dryRun } = request;
  return transactOrRehearse(p, dryRun, async (trx) => {
    const known = await readPayout(trx, batch);
    if (known) return again(known, program);
    const { rowIds, heldBack } = await toBePaid(p, trx, program);
    if (rowIds.length === 0) return { status: 'nothing', heldBack };
    const made = { id: batch, program: program.name, made_at: p.now(), made_by: by };
    await trx.insertInto('payouts').values(made).execute();
    for (let start = 0; start < rowIds.length; start += CHUNK) {
      const chunk = rowIds.slice(start, start + CHUNK);
      await trx.updateTable('ledger').set({ payout: batch }).where('id', 'in', chunk).execute();
    }
    const payout = await readPayout(trx, batch);
    if (!payout) throw new Error(`The payout ${batch} is gone while it is made.`);
    return { status: 'made', payout, heldBack };
  });
}

function again(payout: Payout, program: PartnerProgram): PayoutResult {
  if (payout.program === program.name)
    return { status: 'repeated', payout, heldBack: { belowThreshold: 0, notApproved: 0 } };
  const message = `batch: “${payout.batch}” is a payout of the partner program “${payout.program}”. Name that program to export it again, or choose another id.`;
  return refused('other-batch', message);
}

async function toBePaid(
  p: Partners,
  trx: Transaction<Database>,
  program: PartnerProgram,
): Promise<{ rowIds: number[]; heldBack: HeldBack }> {
  const payable = (await unpaidRows(trx, program, p.now())).filter((row) => row.isPayable);
  const approved = await trx
    .selectFrom('enrolments')
    .select('contact_id')
    .where('program', '=', program.name)
    .where('status', '=', 'approved')
    .execute();
  const partners = new Set(approved.map(({ contact_id: id }) => id));
  const heldBack: HeldBack = { belowThreshold: 0, notApproved: 0 };
  const rowIds: number[] = [];
  for (const [contactId, rows] of Map.groupBy(payable, (row) => row.contactId)) {
    const amount = rows.reduce((sum, { commission }) => sum + commission, 0);
    if (!partners.has(contactId)) heldBack.notApproved += 1;
    else if (amount <= 0 || amount < (program.payoutThreshold ?? 0)) heldBack.belowThreshold += 1;
    else rowIds.push(...rows.map(({ id }) => id));
  }
  return { rowIds, heldBack };
}
