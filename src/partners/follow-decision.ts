import type { Transaction } from 'kysely';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { Database } from '../storage/schema.ts';
import { enrol, readEnrolment, type Enrolment } from './enrolments.ts';
import { fieldChanges } from './field-changes.ts';
import type { Partners } from './partners.ts';

/** A decision as far as the enrolment is concerned. */
export interface DecisionOnEnrolment {
  contactId: string;
  program: string;
  outcome: 'approved' | 'rejected';
  reason: string | undefined;
  /** It takes back an approval that no other one of the program upholds. */
  revokes: boolean;
}

/**
 * Lets the status of the enrolment follow a decision, and returns the changes of contact fields. A second
 * application can neither take away a partner's approval nor lift a suspension (`mapwright reinstate` does that).
 */
export async function followDecision(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, program, outcome, reason, revokes }: DecisionOnEnrolment,
): Promise<FieldChange[]> {
  const known = await readEnrolment(trx, contactId, program);
  const { enrolment, changes } = known
    ? { enrolment: known, changes: [] }
    : await enrol(p, trx, contactId, program, {});
  if (enrolment.status === 'suspended' || (enrolment.status === 'approved' && !revokes)) return changes;
  const after = {
    status: outcome,
    approved_at: outcome === 'approved' ? p.now() : enrolment.approved_at,
    rejected_reason: outcome === 'approved' ? null : (reason ?? null),
  };
  await trx
    .updateTable('enrolments')
    .set(after)
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .execute();
  return [...changes, ...fieldChanges(asFields(enrolment), asFields(after))];
}

function asFields(
  row: Pick<Enrolment, 'status' | 'approved_at' | 'rejected_reason'>,
): Record<string, FieldValue> {
  return { status: row.status, approvedAt: row.approved_at, rejectedReason: row.rejected_reason };
}
