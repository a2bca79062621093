import type { FastifyPluginAsync } from 'fastify';
import { changeSuspension, type Suspension } from '../../partners/suspend.ts';
import { actingMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { readReason } from '../read-reason.ts';

/** What each form does, by the last part of its address. */
const CHANGES: Readonly<Record<string, Suspension['to']>> = { suspend: 'suspended', reinstate: 'approved' };

/** Suspending and reinstating a partner, for admins; the same again changes nothing. */
export function consoleSuspensionRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    for (const [action, to] of Object.entries(CHANGES))
      pages.post<{ Params: { id: string } }>(
        `/console/contacts/:id/${action}`,
        { preHandler: formGuard(pages) },
        async (request, reply) => {
          const { address } = actingMember(context, request, 'admin');
          const { id } = request.params;
          const reason = readReason(request.body, title(to));
          const result = await changeSuspension(context.partners, {
            contact: id,
            to,
            program: formValue(request.body, 'program'),
            by: address,
            via: 'console',
            ...(reason === undefined ? {} : { reason }),
          });
          if ('message' in result) throw notChanged(result.message, to, id);
          if (result.status === 'changed') context.onCommitted();
          return reply.redirect(`/console/contacts/${result.contactId}`, 303);
        },
      );
  };
}

function title(to: Suspension['to']): string {
  return to === 'suspended' ? 'Nobody was suspended' : 'Nobody was reinstated';
}

function notChanged(detail: string, to: Suspension['to'], id: string): Problem {
  return new Problem({
    status: 422,
    code: 'bad-suspension',
    title: title(to),
    detail,
    next: { href: `/console/contacts/${encodeURIComponent(id)}`, label: 'Back to the partner' },
  });
}
