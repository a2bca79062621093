import type { Transaction } from 'kysely';
import type { Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { Partners } from './partners.ts';
import { transact } from '../storage/transact.ts';

/** The place that asks: it keys the question put to people. */
export interface ApprovalKey {
  contactId: string;
  map: string;
  entry: number;
}

/** Whom `decided_by` names when nobody decided in time. */
const TIME_LIMIT = 'the time limit of the step';

/**
 * Opens the question whether a contact is approved, in the transaction of the activity that asks it.
 * A repeated attempt finds the question there and changes nothing.
 */
export async function requestApproval(
  p: Partners,
  trx: Transaction<Database>,
  request: { contactId: string; origin: Origin; program: string; team: string },
): Promise<void> {
  const { contactId, origin, program, team } = request;
  await trx
    .insertInto('approvals')
    .values({
      contact_id: contactId,
      map: origin.map,
      entry: origin.entry,
      step: origin.step,
      program,
      team,
      requested_at: p.now(),
      outcome: null,
      decided_at: null,
      decided_by: null,
      reason: null,
    })
    .onConflict((conflict) => conflict.columns(['contact_id', 'map', 'entry']).doNothing())
    .execute();
}

/** The outcome that stands. For `approved` and `rejected` somebody was faster, and their event is on its way. */
export interface StandingOutcome {
  outcome: 'approved' | 'rejected' | 'expired';
  by: string;
  at: Instant;
}

/** Closes the question because its time is over, unless it was decided: the row says which came first. */
export async function expireApproval(
  p: Partners,
  trx: Transaction<Database> | undefined,
  key: ApprovalKey,
): Promise<StandingOutcome> {
  if (!trx) return transact(p.db, (own) => expireApproval(p, own, key));
  await trx
    .updateTable('approvals')
    .set({ outcome: 'expired', decided_at: p.now(), decided_by: TIME_LIMIT })
    .where('contact_id', '=', key.contactId)
    .where('map', '=', key.map)
    .where('entry', '=', key.entry)
    .where('outcome', 'is', null)
    .execute();
  const row = await trx
    .selectFrom('approvals')
    .select(['outcome', 'decided_at', 'decided_by'])
    .where('contact_id', '=', key.contactId)
    .where('map', '=', key.map)
    .where('entry', '=', key.entry)
    .executeTakeFirst();
  // Without a row the question never reached anybody, so that nobody can have answered it.
  return {
    outcome: row?.outcome ?? 'expired',
    by: row?.decided_by ?? TIME_LIMIT,
    at: row?.decided_at ?? p.now(),
  };
}

/** An open question, with what the approver needs to answer it. */
export interface PendingApproval extends ApprovalKey {
  step: string;
  program: string;
  team: string;
  requestedAt: Instant;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** Values of the sign-up form as last submitted, by field name. */
  application: Record<string, unknown>;
}

/** All open questions, the oldest first. */
export async function pendingApprovals(p: Partners): Promise<PendingApproval[]> {
  const rows = await p.db
    .selectFrom('approvals as a')
    .innerJoin('contacts as c', 'c.id', 'a.contact_id')
    .leftJoin('enrolments as e', (join) =>
      join.onRef('e.contact_id', '=', 'a.contact_id').onRef('e.program', '=', 'a.program'),
    )
    .select(['a.contact_id', 'a.map', 'a.entry', 'a.step', 'a.program', 'a.team', 'a.requested_at'])
    .select(['c.email', 'c.first_name', 'c.last_name', 'e.application'])
    .where('a.outcome', 'is', null)
    .orderBy('a.requested_at')
    .execute();
  return rows.map((row) => ({
    contactId: row.contact_id,
    map: row.map,
    entry: row.entry,
    step: row.step,
    program: row.program,
    team: row.team,
    requestedAt: row.requested_at,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    application: row.application === null ? {} : (JSON.parse(row.application) as Record<string, unknown>),
  }));
}
