import type { Transaction } from 'kysely';
import type { Door } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { findContact } from './find-contact.ts';
import { followDecision } from './follow-decision.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { decisionsOf, standingDecision, type Approval, type RecordedDecision } from './reversed-decisions.ts';
import { transact } from '../storage/transact.ts';

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
  via?: Door;
  /** Where nothing waits any more: reverse the latest decision, if it was another one. */
  reopen?: true;
}

/** `message` says to people what happened and what they can do. */
export type DecisionResult =
  | {
      status: 'decided';
      outcome: 'approved' | 'rejected';
      contactId: string;
      program: string;
      /** The decision that this one reversed (`reopen`). */
      reversed?: RecordedDecision;
    }
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

/**
 * Decides an application. The row in the database decides who was first, also while Temporal is down; row,
 * status of the enrolment and the fact that the run learns of are one transaction. A reversal keeps the
 * decision that it reverses in the row; to the run it is one more `approval-decided`, which a place that
 * has moved on ignores and a trigger may use.
 */
export async function decideApproval(p: Partners, decision: Decision): Promise<DecisionResult> {
  const contact = await findContact(p, decision.contact);
  if (!contact) {
    return {
      status: 'unknown-contact',
      message: `There is no contact with this id or email address. Check the spelling; pending applications show both.`,
    };
  }
  return transact(p.db, async (trx) => {
    const rows = await approvalsOf(trx, contact.id, decision);
    const open = rows.filter((row) => row.outcome === null);
    const candidates = open.length > 0 ? open : reversible(rows, decision);
    const maps = [...new Set(candidates.map((row) => row.map))].sort();
    if (maps.length > 1) return ambiguous(maps, open.length > 0);
    const [approval] = candidates;
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

/** With `reopen`: of each map the latest question, where its decision was another one. */
function reversible(rows: Approval[], { outcome, reopen }: Decision): Approval[] {
  if (!reopen) return [];
  const latest = rows.filter((row, index) => rows.findIndex(({ map }) => map === row.map) === index);
  return latest.filter((row) => row.outcome !== outcome);
}

async function settle(
  p: Partners,
  trx: Transaction<Database>,
  approval: Approval,
  { outcome, by, reason, via }: Decision,
): Promise<DecisionResult> {
  const { contact_id: contactId, map, entry, program } = approval;
  const earlier = decisionsOf(approval);
  await trx
    .updateTable('approvals')
    .set({
      outcome,
      decided_at: p.now(),
      decided_by: by,
      reason: reason ?? null,
      reversed: JSON.stringify(earlier),
    })
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .execute();
  const revokes = standingDecision(approval)?.outcome === 'approved' && !(await isUpheld(trx, approval));
  const changes = await followDecision(p, trx, { contactId, program, outcome, reason, revokes });
  await appendEvent(trx, {
    contactId,
    source: '/approvals',
    eventId: [contactId, map, entry, ...(earlier.length > 0 ? [earlier.length + 1] : [])].join('/'),
    type: 'approval-decided',
    time: p.now(),
    data: {
      map,
      entry,
      outcome,
      by,
      ...(reason === undefined ? {} : { reason }),
      ...(via === undefined ? {} : { via }),
      program,
      changes,
    },
    now: p.now(),
  });
  const reversed = earlier.at(-1);
  return { status: 'decided', outcome, contactId, program, ...(reversed ? { reversed } : {}) };
}

/** Whether the contact is approved for the same program on another occasion, too. */
async function isUpheld(trx: Transaction<Database>, approval: Approval): Promise<boolean> {
  const others = await trx
    .selectFrom('approvals')
    .select(['map', 'entry'])
    .where('contact_id', '=', approval.contact_id)
    .where('program', '=', approval.program)
    .where('outcome', '=', 'approved')
    .execute();
  return others.some(({ map, entry }) => map !== approval.map || entry !== approval.entry);
}

function ambiguous(maps: string[], open: boolean): DecisionResult {
  const what = open ? 'The contact waits for approval' : 'There is a decision to reverse';
  const message = `${what} on several maps: ${maps.join(', ')}. Say which one is meant, with --map.`;
  return { status: 'ambiguous', maps, message };
}

function nothingOpen(rows: Approval[], { map }: Decision): DecisionResult {
  const decided = rows.map(standingDecision).find((decision) => decision !== undefined);
  if (decided) {
    const { outcome, at, by } = decided;
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
