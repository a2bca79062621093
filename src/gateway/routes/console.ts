import type { FastifyPluginAsync } from 'fastify';
import {
  decidedApprovals,
  findApproval,
  openApprovals,
  type ConsoleApproval,
} from '../../partners/console-approvals.ts';
import { openTasks } from '../../partners/console-tasks.ts';
import { decideApproval } from '../../partners/decide-approval.ts';
import { memberOf, signedOut, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { LONGEST_REASON } from '../views/application-card.ts';
import { consolePage, type EndedTask, type Notice } from '../views/console.ts';
import { wordbook } from '../views/wordbook.ts';
import { taskOf } from './console-tasks.ts';

/** Open applications on the page, and decided ones on each of its pages. */
const MOST_OPEN = 50;
const DECIDED_ON_A_PAGE = 20;

/** Pages are counted by hand, so a number beyond this is nonsense. */
const LAST_PAGE = 100_000;

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
      const page = pageOf(query['page']);
      const { partners } = context;
      const [tasks, open, decided, notice, ended] = await Promise.all([
        openTasks(partners, member.teams, MOST_OPEN),
        openApprovals(partners, member.teams, MOST_OPEN),
        decidedApprovals(partners, member.teams, {
          offset: (page - 1) * DECIDED_ON_A_PAGE,
          limit: DECIDED_ON_A_PAGE,
        }),
        noticeOf(context, member, query),
        endedTask(context, member, query),
      ]);
      const view = {
        address: member.address,
        csrf: reply.generateCsrf(),
        words: wordbook(partners.settings(), context.maps(), context.now()),
        tasks,
        open,
        decided,
        page,
        notice,
        ended,
        pages: Math.ceil(decided.total / DECIDED_ON_A_PAGE),
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
        const about = new URLSearchParams({ about: `${contactId} ${map} ${entry}` });
        if (result.status === 'already-decided') about.set('late', '1');
        return reply.redirect(`/console?${about.toString()}`, 303);
      },
    );
  };
}

function pageOf(text: unknown): number {
  const page = typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
  return Math.min(page, LAST_PAGE);
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
