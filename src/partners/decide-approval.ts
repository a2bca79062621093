import type { Selectable, Transaction } from 'kysely';
import type { FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { enrol, readEnrolment, type Enrolment } from './enrolments.ts';
import { fieldChanges } from './field-changes.ts';
import { findContact } from './find-contact.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** A person's (or a rule's) answer to an open question. */
export interface Decision {
  /** Contact id or email address. */
  contact: string;
  /** Needed when the contact waits for approval on several maps. */
  map?: string;
  /** Names one standing on the map; without it the latest is meant. */
  entry?: number;
  outcome: 'approved' | 'rejected';
  /** Who decides: the email address of a person, or the rule. */
  by: string;
  reason?: string;
}

/** `message` says to people what happened and what they can do. */
export type DecisionResult =
  | { status: 'decided'; outcome: 'approved' | 'rejected'; contactId: string; program: string }
  | {
      status: 'already-decided';
      outcome: 'approved' | 'rejected' | 'expired';
      by: string;
      at: Instant;
      message: string;
    }
  | { status: 'nothing-pending'; why: string; message: string }
  | { status: 'unknown-contact'; message: string }
  | { status: 'ambiguous'; maps: string[]; message: string };

type Approval = Selectable<Database['approvals']>;

/**
 * Decides an application. The row in the database decides who was first, also while Temporal is down; row,
 * status of the enrolment and the fact that the run learns of are one transaction.
 */
export async function decideApproval(p: Partners, decision: Decision): Promise<DecisionResult> {
  const contact = await findContact(p, decision.contact);
  if (!contact) {
    return {
      status: 'unknown-contact',
      message: `There is no contact with this id or email address. Check the spelling; pending applications show both.`,
    };
  }
  return p.db.transaction().execute(async (trx) => {
    const rows = await approvalsOf(trx, contact.id, decision);
    const open = rows.filter((row) => row.outcome === null);
    const maps = [...new Set(open.map((row) => row.map))].sort();
    if (maps.length > 1) return ambiguous(maps);
    const [approval] = open;
    return approval ? settle(atOneInstant(p), trx, approval, decision) : nothingOpen(rows, decision);
  });
}

/** The latest first: by time asked, and within one instant by entry. */
function approvalsOf(
  trx: Transaction<Database>,
  contactId: string,
  { map, entry }: Decision,
): Promise<Approval[]> {
  let query = trx.selectFrom('approvals').selectAll().where('contact_id', '=', contactId);
  if (map !== undefined) query = query.where('map', '=', map);
  if (entry !== undefined) query = query.where('entry', '=', entry);
  return query.orderBy('requested_at', 'desc').orderBy('entry', 'desc').execute();
}

async function settle(
  p: Partners,
  trx: Transaction<Database>,
  approval: Approval,
  { outcome, by, reason }: Decision,
): Promise<DecisionResult> {
  const { contact_id: contactId, map, entry, program } = approval;
  await trx
    .updateTable('approvals')
    .set({ outcome, decided_at: p.now(), decided_by: by, reason: reason ?? null })
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .execute();
  const changes = await changeStatus(p, trx, approval, outcome, reason);
  await appendEvent(trx, {
    contactId,
    source: '/approvals',
    eventId: `${contactId}/${map}/${entry}`,
    type: 'approval-decided',
    time: p.now(),
    data: { map, entry, outcome, by, ...(reason === undefined ? {} : { reason }), program, changes },
    now: p.now(),
  });
  return { status: 'decided', outcome, contactId, program };
}

/**
 * Only an applicant's status follows the decision: a second application can neither take away a partner's
 * approval nor lift a suspension (`mapwright reinstate` does that).
 */
async function changeStatus(
  p: Partners,
  trx: Transaction<Database>,
  { contact_id: contactId, program }: Approval,
  outcome: 'approved' | 'rejected',
  reason: string | undefined,
) {
  const known = await readEnrolment(trx, contactId, program);
  const { enrolment, changes } = known
    ? { enrolment: known, changes: [] }
    : await enrol(p, trx, contactId, program, {});
  if (enrolment.status === 'approved' || enrolment.status === 'suspended') return changes;
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

function ambiguous(maps: string[]): DecisionResult {
  const message = `The contact waits for approval on several maps: ${maps.join(', ')}. Say which one is meant, with --map.`;
  return { status: 'ambiguous', maps, message };
}

function nothingOpen(rows: Approval[], { map }: Decision): DecisionResult {
  const decided = rows.find((row) => row.outcome !== null);
  if (decided?.outcome && decided.decided_at !== null) {
    const { outcome, decided_at: at } = decided;
    const by = decided.decided_by ?? 'nobody';
    const message = `This was already decided: ${outcome} by ${by} on ${new Date(at).toISOString()}. That decision stands.`;
    return { status: 'already-decided', outcome, by, at, message };
  }
  const where = map === undefined ? 'any map' : `the map “${map}”`;
  const why = `the contact does not wait for approval on ${where}`;
  return {
    status: 'nothing-pending',
    why,
    message: `There is nothing to decide: ${why}. Right after a sign-up the question may still be on its way; try again in a moment.`,
  };
}
