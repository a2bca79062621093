import type { Instant } from '../program/time.ts';
import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';
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

/** Part of a list, and how many there are in all. */
export interface Listed {
  approvals: ConsoleApproval[];
  total: number;
}

/** Open questions to any of the teams, the oldest first, at most `limit`. */
export async function openApprovals(p: Partners, teams: string[], limit: number): Promise<Listed> {
  const rows = await approvalsWithContacts(p)
    .where('a.team', 'in', teams)
    .where('a.outcome', 'is', null)
    .orderBy('a.requested_at')
    .orderBy('a.entry')
    .limit(limit)
    .execute();
  return { approvals: rows.map(viewOf), total: await count(p, teams, 'is') };
}

/** Decided (and expired) questions to any of the teams, the latest decision first. */
export async function decidedApprovals(
  p: Partners,
  teams: string[],
  { offset, limit }: { offset: number; limit: number },
): Promise<Listed> {
  const rows = await approvalsWithContacts(p)
    .where('a.team', 'in', teams)
    .where('a.outcome', 'is not', null)
    .orderBy('a.decided_at', 'desc')
    .orderBy('a.contact_id')
    .orderBy('a.map')
    .orderBy('a.entry', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { approvals: rows.map(viewOf), total: await count(p, teams, 'is not') };
}

/** One question to any of the teams; undefined when there is none, or when it was put to others. */
export async function findApproval(
  p: Partners,
  teams: string[],
  { contactId, map, entry }: QuestionKey,
): Promise<ConsoleApproval | undefined> {
  const row = await approvalsWithContacts(p)
    .where('a.contact_id', '=', contactId)
    .where('a.map', '=', map)
    .where('a.entry', '=', entry)
    .where('a.team', 'in', teams)
    .executeTakeFirst();
  return row && viewOf(row);
}

/** Open questions to any of the teams about one contact, in the order of asking. */
export async function openApprovalsOf(
  p: Partners,
  teams: string[],
  contactId: string,
): Promise<ConsoleApproval[]> {
  const rows = await approvalsWithContacts(p)
    .where('a.contact_id', '=', contactId)
    .where('a.team', 'in', teams)
    .where('a.outcome', 'is', null)
    .orderBy('a.entry')
    .execute();
  return rows.map(viewOf);
}

/** Whether people of these teams were ever asked about the contact: then their page is open to them. */
export async function mayVisit(p: Partners, teams: string[], contactId: string): Promise<boolean> {
  const askedIn = (table: 'approvals' | 'tasks') =>
    p.db
      .selectFrom(table)
      .select('entry')
      .where('contact_id', '=', contactId)
      .where('team', 'in', teams)
      .limit(1)
      .executeTakeFirst();
  return (await askedIn('approvals')) !== undefined || (await askedIn('tasks')) !== undefined;
}

function approvalsWithContacts(p: Partners) {
  return p.db
    .selectFrom('approvals as a')
    .innerJoin('contacts as c', 'c.id', 'a.contact_id')
    .leftJoin('enrolments as e', (join) =>
      join.onRef('e.contact_id', '=', 'a.contact_id').onRef('e.program', '=', 'a.program'),
    )
    .selectAll('a')
    .select(['c.email', 'c.first_name', 'c.last_name', 'e.application']);
}

async function count(p: Partners, teams: string[], outcome: 'is' | 'is not'): Promise<number> {
  const { total } = await p.db
    .selectFrom('approvals')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('team', 'in', teams)
    .where('outcome', outcome, null)
    .executeTakeFirstOrThrow();
  return Number(total);
}

interface Row extends Approval {
  email: string;
  first_name: string | null;
  last_name: string | null;
  application: string | null;
}

function viewOf(row: Row): ConsoleApproval {
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
