import type { Transaction } from 'kysely';
import type { Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';

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

/** An open question, with what the approver needs to answer it. */
export interface PendingApproval extends QuestionKey {
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
