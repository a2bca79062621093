import type { Instant } from '../program/time.ts';
import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';
import { isWithin, type Reach } from './reach.ts';
import { decisionsOf, type Approval, type RecordedDecision } from './reversed-decisions.ts';

/** A question as the console shows it: who it is about, and what was decided so far. */
export interface ConsoleApproval extends QuestionKey {
  step: string;
  program: string;
  team: string;
  requestedAt: Instant;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** Values of the sign-up form as last submitted, by field name. */
  application: Record<string, unknown>;
  /** The oldest first; each reversed the one before it, and the last one stands. Empty while it is open. */
  decisions: RecordedDecision[];
}

/** One question; undefined when there is none within reach. */
export async function findApproval(
  p: Partners,
  reach: Reach,
  { contactId, map, entry }: QuestionKey,
): Promise<ConsoleApproval | undefined> {
  const row = await approvalsWithContacts(p)
    .where('a.contact_id', '=', contactId)
    .where('a.map', '=', map)
    .where('a.entry', '=', entry)
    .where(isWithin(reach, 'a.team'))
    .executeTakeFirst();
  return row && approvalView(row);
}

/** Open questions about one contact, in the order of asking. */
export async function openApprovalsOf(
  p: Partners,
  reach: Reach,
  contactId: string,
): Promise<ConsoleApproval[]> {
  const rows = await approvalsWithContacts(p)
    .where('a.contact_id', '=', contactId)
    .where(isWithin(reach, 'a.team'))
    .where('a.outcome', 'is', null)
    .orderBy('a.entry')
    .execute();
  return rows.map(approvalView);
}

/** Whether anybody within reach was ever asked about the contact: then their page is open. Everybody's reach is to all. */
export async function mayVisit(p: Partners, reach: Reach, contactId: string): Promise<boolean> {
  if (reach === 'all') return true;
  const askedIn = (table: 'approvals' | 'tasks') =>
    p.db
      .selectFrom(table)
      .select('entry')
      .where('contact_id', '=', contactId)
      .where(isWithin(reach, 'team'))
      .limit(1)
      .executeTakeFirst();
  return (await askedIn('approvals')) !== undefined || (await askedIn('tasks')) !== undefined;
}

/** Questions with whom they are about. */
export function approvalsWithContacts(p: Partners) {
  return p.db
    .selectFrom('approvals as a')
    .innerJoin('contacts as c', 'c.id', 'a.contact_id')
    .leftJoin('enrolments as e', (join) =>
      join.onRef('e.contact_id', '=', 'a.contact_id').onRef('e.program', '=', 'a.program'),
    )
    .selectAll('a')
    .select(['c.email', 'c.first_name', 'c.last_name', 'e.application']);
}

/** A row of `approvalsWithContacts`. */
export interface ApprovalRow extends Approval {
  email: string;
  first_name: string | null;
  last_name: string | null;
  application: string | null;
}

/** The question of a row. */
export function approvalView(row: ApprovalRow): ConsoleApproval {
  return {
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
    decisions: decisionsOf(row),
  };
}
