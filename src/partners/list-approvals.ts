import { sql, type SqlBool } from 'kysely';
import type { Instant } from '../program/time.ts';
import {
  approvalsWithContacts,
  approvalView,
  type ApprovalRow,
  type ConsoleApproval,
} from './console-approvals.ts';
import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';
import { isWithinInOrder, type Reach } from './reach.ts';
import { contactsMeant } from './search-contacts.ts';

/** What a list of applications is narrowed to; what is absent narrows nothing. */
export interface ApprovalFilter {
  /** See `contactsMeant`. */
  search?: string;
  program?: string;
  team?: string;
  askedSince?: Instant;
  askedBefore?: Instant;
  /** Of decided ones: how. */
  outcome?: 'approved' | 'rejected' | 'expired';
}

/** The place in a list behind which the next part begins: the instant by which it is sorted, and the question there. */
export interface ApprovalPlace extends QuestionKey {
  at: Instant;
}

/** Part of a list; `next` is absent at its end. */
export interface ApprovalList {
  approvals: ConsoleApproval[];
  next?: ApprovalPlace;
}

/** Which part: at most `limit` behind `after`, or the first ones. */
interface Part {
  after?: ApprovalPlace | undefined;
  limit: number;
}

/** Open questions, the oldest first. */
export async function waitingApprovals(
  p: Partners,
  reach: Reach,
  filter: ApprovalFilter,
  { after, limit }: Part,
): Promise<ApprovalList> {
  let query = filtered(p, filter)
    .where(isWithinInOrder(reach, 'a.team'))
    .where('a.outcome', 'is', null)
    .orderBy('a.requested_at')
    .orderBy('a.contact_id')
    .orderBy('a.map')
    .orderBy('a.entry')
    .limit(limit + 1);
  if (after) query = query.where(isBehind('requested_at', '>', after));
  return listOf(await query.execute(), limit, ({ requested_at: at }) => at);
}

/** How many open questions there are. */
export async function countWaiting(p: Partners, reach: Reach, filter: ApprovalFilter): Promise<number> {
  const { total } = await filtered(p, filter)
    .where(isWithinInOrder(reach, 'a.team'))
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('a.outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Decided (and expired) questions, the latest decision first. */
export async function decidedApprovals(
  p: Partners,
  reach: Reach,
  filter: ApprovalFilter,
  { after, limit }: Part,
): Promise<ApprovalList> {
  let query = filtered(p, filter)
    .where(isWithinInOrder(reach, 'a.team'))
    .where('a.outcome', 'is not', null)
    .orderBy('a.decided_at', 'desc')
    .orderBy('a.contact_id', 'desc')
    .orderBy('a.map', 'desc')
    .orderBy('a.entry', 'desc')
    .limit(limit + 1);
  if (filter.outcome !== undefined) query = query.where('a.outcome', '=', filter.outcome);
  if (after) query = query.where(isBehind('decided_at', '<', after));
  return listOf(await query.execute(), limit, ({ decided_at: at }) => Number(at));
}

function filtered(p: Partners, filter: ApprovalFilter) {
  const { search = '', program, team, askedSince, askedBefore } = filter;
  let query = approvalsWithContacts(p);
  if (program !== undefined) query = query.where('a.program', '=', program);
  if (team !== undefined) query = query.where('a.team', '=', team);
  if (askedSince !== undefined) query = query.where('a.requested_at', '>=', askedSince);
  if (askedBefore !== undefined) query = query.where('a.requested_at', '<', askedBefore);
  for (const meant of contactsMeant(p.db, search)) query = query.where('a.contact_id', 'in', meant);
  return query;
}

/** Row values are compared from the left, as the list is sorted (SQL:1999, both databases). */
function isBehind(
  column: 'requested_at' | 'decided_at',
  direction: '<' | '>',
  { at, contactId, map, entry }: ApprovalPlace,
) {
  const compared = direction === '<' ? sql`<` : sql`>`;
  return sql<SqlBool>`(${sql.ref(`a.${column}`)}, a.contact_id, a.map, a.entry) ${compared} (${at}, ${contactId}, ${map}, ${entry})`;
}

/** One row more than wanted was asked for: it says that there is a next part. */
function listOf(rows: ApprovalRow[], limit: number, instantOf: (row: ApprovalRow) => Instant): ApprovalList {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const approvals = shown.map(approvalView);
  if (!last || rows.length <= limit) return { approvals };
  const { contact_id: contactId, map, entry } = last;
  return { approvals, next: { at: instantOf(last), contactId, map, entry } };
}
