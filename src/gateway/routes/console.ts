import type { FastifyPluginAsync } from 'fastify';
import { findApproval, type ConsoleApproval } from '../../partners/console-approvals.ts';
import { openTasks } from '../../partners/console-tasks.ts';
import { decideApproval } from '../../partners/decide-approval.ts';
import { countWaiting, decidedApprovals, waitingApprovals } from '../../partners/list-approvals.ts';
import { memberOf, signedOut, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import {
  addressOf,
  approvalFilter,
  isNarrowed,
  readApplicationQuery,
  readPlace,
  type ApplicationQuery,
} from '../list-query.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { LONGEST_REASON } from '../views/application-card.ts';
import type { EndedTask, Notice } from '../views/console-notice.ts';
import { consolePage, type ConsoleView } from '../views/console.ts';
import { wordbook } from '../views/wordbook.ts';
import { taskOf } from './console-tasks.ts';

/** Applications and tasks on one page. */
const MOST_OPEN = 25;
const MOST_DECIDED = 20;

interface ApprovalParams {
  contactId: string;
  map: string;
  entry: string;
}

/** Pending and decided applications, and deciding them. */
export function consoleRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/console', async (request, reply) => {
      const member = memberOf(context, request);
      if (!member) return reply.redirect('/console/sign-in', 303);
      const { query } = request;
      const { partners } = context;
      const [lists, notice, ended] = await Promise.all([
        listsOf(context, member, query),
        noticeOf(context, member, query),
        endedTask(context, member, query),
      ]);
      const view = {
        ...lists,
        notice,
        ended,
        address: member.address,
        teams: member.teams,
        csrf: reply.generateCsrf(),
        words: wordbook(partners.settings(), context.maps(), context.now()),
      };
      return sendPage(reply, consolePage(view));
    });

    pages.post<{ Params: ApprovalParams }>(
      '/console/approvals/:contactId/:map/:entry',
      { preHandler: formGuard(pages) },
      async (request, reply) => {
        const member = memberOf(context, request);
        if (!member) throw signedOut();
        const approval = await approvalOf(context, member, request.params);
        if (!approval) throw unknownApproval();
        const decision = readDecision(request.body);
        const { contactId, map, entry } = approval;
        const result = await decideApproval(context.partners, {
          contact: contactId,
          map,
          entry,
          by: member.address,
          ...decision,
        });
        if (result.status === 'decided') context.onCommitted();
        const about = { about: `${contactId} ${map} ${entry}` };
        const late = { late: result.status === 'already-decided' ? '1' : '' };
        return reply.redirect(addressOf('/console', listOf(request.body), about, late), 303);
      },
    );
  };
}

/** The parts of the list that the query asks for. Tasks have no program and no state, so they stand on the whole list. */
async function listsOf(
  { partners, now }: GatewayContext,
  { teams }: TeamMember,
  given: Record<string, unknown>,
): Promise<Pick<ConsoleView, 'query' | 'isLaterPart' | 'tasks' | 'open' | 'decided'>> {
  const query = readApplicationQuery(given);
  const after = readPlace(given['after']);
  const filter = approvalFilter(query, now());
  const isAsked = (part: 'waiting' | 'decided'): boolean =>
    query.state === '' || (query.state === 'waiting') === (part === 'waiting');
  const [open, total, decided, tasks] = await Promise.all([
    isAsked('waiting') ? waitingApprovals(partners, teams, filter, { after, limit: MOST_OPEN }) : undefined,
    isAsked('waiting') ? countWaiting(partners, teams, filter) : 0,
    isAsked('decided')
      ? decidedApprovals(partners, teams, filter, { after, limit: MOST_DECIDED })
      : undefined,
    isNarrowed(query) ? undefined : openTasks(partners, teams, MOST_OPEN),
  ]);
  return { query, isLaterPart: after !== undefined, tasks, open: open && { ...open, total }, decided };
}

/** The list that a form was sent from: only what such a list can be narrowed to. */
function listOf(body: unknown): ApplicationQuery {
  return readApplicationQuery(Object.fromEntries(new URLSearchParams(formValue(body, 'list'))));
}

function approvalOf(
  { partners }: GatewayContext,
  { teams }: TeamMember,
  { contactId, map, entry }: ApprovalParams,
): Promise<ConsoleApproval | undefined> {
  if (!/^\d{1,9}$/.test(entry)) return Promise.resolve(undefined);
  return findApproval(partners, teams, { contactId, map, entry: Number(entry) });
}

/** What is told after a decision is read from the row, so that it is right however the page is reached. */
async function noticeOf(
  context: GatewayContext,
  member: TeamMember,
  query: Record<string, unknown>,
): Promise<Notice | undefined> {
  const { about, late } = query;
  if (typeof about !== 'string') return undefined;
  const [contactId = '', map = '', entry = ''] = about.split(' ');
  const approval = await approvalOf(context, member, { contactId, map, entry });
  const decision = approval?.decisions.at(-1);
  return approval && decision && { approval, decision, tooLate: late === '1' };
}

async function endedTask(
  context: GatewayContext,
  member: TeamMember,
  { task: about, late }: Record<string, unknown>,
): Promise<EndedTask | undefined> {
  if (typeof about !== 'string') return undefined;
  const [contactId = '', map = '', entry = ''] = about.split(' ');
  const task = await taskOf(context, member, { contactId, map, entry });
  return task?.done && { task, done: task.done, tooLate: late === '1' };
}

function readDecision(body: unknown): { outcome: 'approved' | 'rejected'; reason?: string } {
  const outcome = formValue(body, 'outcome');
  const reason = formValue(body, 'reason').replaceAll('\r\n', '\n').trim();
  if (outcome !== 'approved' && outcome !== 'rejected')
    throw refused('Choose “Approve” or “Reject”; the form that was sent says neither.');
  if (reason.length > LONGEST_REASON)
    throw refused(
      `The reason has ${reason.length} characters, and ${LONGEST_REASON} are taken. Go back and shorten it.`,
    );
  return { outcome, ...(reason === '' ? {} : { reason }) };
}

function refused(detail: string): Problem {
  return new Problem({
    status: 422,
    code: 'bad-decision',
    title: 'Nothing was decided',
    detail,
    next: { href: '/console', label: 'Back to the applications' },
  });
}

function unknownApproval(): Problem {
  return new Problem({
    status: 404,
    code: 'unknown-approval',
    title: 'There is no such application',
    detail: 'Your teams were not asked to decide this. Go back to the list and choose from it.',
    next: { href: '/console', label: 'Back to the applications' },
  });
}
