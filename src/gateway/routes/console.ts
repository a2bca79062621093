import type { FastifyPluginAsync } from 'fastify';
import { openTasks } from '../../partners/console-tasks.ts';
import { countWaiting, decidedApprovals, waitingApprovals } from '../../partners/list-approvals.ts';
import { memberOf, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { approvalFilter, isNarrowed, readApplicationQuery, placeText, readPlace } from '../list-query.ts';
import { sendPage } from '../send-page.ts';
import type { EndedTask, Notice } from '../views/console-notice.ts';
import { consolePage, type ConsoleView } from '../views/console.ts';
import { wordbook } from '../views/wordbook.ts';
import { approvalOf } from './console-decisions.ts';
import { taskOf } from './console-tasks.ts';

/** On one page. */
const MOST_OPEN = 25;
const MOST_DECIDED = 20;

/** The list of applications and tasks, and what became of the form that was just sent. */
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
        member,
        csrf: reply.generateCsrf(),
        words: wordbook(partners.settings(), context.maps(), context.now()),
      };
      return sendPage(reply, consolePage(view));
    });
  };
}

/** The parts of the list that the query asks for. Tasks have no program and no state, so they stand on the whole list. */
async function listsOf(
  { partners, now }: GatewayContext,
  { sees }: TeamMember,
  given: Record<string, unknown>,
): Promise<Pick<ConsoleView, 'query' | 'after' | 'isAllChosen' | 'tasks' | 'open' | 'decided'>> {
  const query = readApplicationQuery(given);
  const after = readPlace(given['after']);
  const filter = approvalFilter(query, now());
  const isAsked = (part: 'waiting' | 'decided'): boolean =>
    query.state === '' || (query.state === 'waiting') === (part === 'waiting');
  const [open, total, decided, tasks] = await Promise.all([
    isAsked('waiting') ? waitingApprovals(partners, sees, filter, { after, limit: MOST_OPEN }) : undefined,
    isAsked('waiting') ? countWaiting(partners, sees, filter) : 0,
    isAsked('decided') ? decidedApprovals(partners, sees, filter, { after, limit: MOST_DECIDED }) : undefined,
    isNarrowed(query) ? undefined : openTasks(partners, sees, MOST_OPEN),
  ]);
  return {
    query,
    after: after ? placeText(after) : '',
    isAllChosen: given['choose'] === 'all',
    tasks,
    open: open && { ...open, total },
    decided,
  };
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
