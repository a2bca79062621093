import type { FastifyPluginAsync } from 'fastify';
import { findTask, type ConsoleTask } from '../../partners/console-tasks.ts';
import { finishTask } from '../../partners/finish-task.ts';
import { covers } from '../../partners/reach.ts';
import { actingMember, notAllowed, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';

/** What names a task in addresses. */
export interface TaskParams {
  contactId: string;
  map: string;
  entry: string;
}

/** Ending a task from the console. */
export function consoleTaskRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.post<{ Params: TaskParams }>(
      '/console/tasks/:contactId/:map/:entry',
      { preHandler: formGuard(pages) },
      async (request, reply) => {
        const member = actingMember(context, request, 'approver');
        const task = await taskOf(context, member, request.params);
        if (!task) throw unknownTask();
        if (!covers(member.decides, task.team)) throw notAllowed(member);
        const { contactId, map, entry } = task;
        const outcome = formValue(request.body, 'outcome');
        const key = { contact: contactId, map, entry };
        const result = await finishTask(context.partners, {
          ...key,
          outcome,
          by: member.address,
          via: 'console',
        });
        if (result.status === 'unknown-outcome') throw unknownOutcome(result.message);
        if (result.status === 'done') context.onCommitted();
        const about = new URLSearchParams({ task: `${contactId} ${map} ${entry}` });
        if (result.status === 'already-done') about.set('late', '1');
        return reply.redirect(`/console?${about.toString()}`, 303);
      },
    );
  };
}

/** The task that an address names, where it is one that the member sees. */
export function taskOf(
  { partners }: GatewayContext,
  { sees }: TeamMember,
  { contactId, map, entry }: TaskParams,
): Promise<ConsoleTask | undefined> {
  if (!/^\d{1,9}$/.test(entry)) return Promise.resolve(undefined);
  return findTask(partners, sees, { contactId, map, entry: Number(entry) });
}

const NEXT = { href: '/console', label: 'Back to the list' };

function unknownTask(): Problem {
  return new Problem({
    status: 404,
    code: 'unknown-task',
    title: 'There is no such task',
    detail: 'Your teams were not given this task. Go back to the list and choose from it.',
    next: NEXT,
  });
}

function unknownOutcome(detail: string): Problem {
  return new Problem({ status: 422, code: 'bad-outcome', title: 'Nothing was recorded', detail, next: NEXT });
}
