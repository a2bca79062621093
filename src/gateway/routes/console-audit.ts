import type { FastifyPluginAsync } from 'fastify';
import { auditTrail } from '../../partners/audit-trail.ts';
import { findContact } from '../../partners/find-contact.ts';
import { isAtLeast, memberOf, notAllowed } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { actFilter, readAuditQuery } from '../list-query.ts';
import { sendPage } from '../send-page.ts';
import { consoleAuditPage } from '../views/console-audit.ts';
import { wordbook } from '../views/wordbook.ts';

/** Acts on one page. */
const ON_A_PAGE = 50;

/** Who did what when, for admins. */
export function consoleAuditRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/console/audit', async (request, reply) => {
      const member = memberOf(context, request);
      if (!member) return reply.redirect('/console/sign-in', 303);
      if (!isAtLeast(member, 'admin')) throw notAllowed(member);
      const query = readAuditQuery(request.query);
      const after = numberOf(request.query['after']);
      const filter = actFilter(query, context.now());
      const view = {
        member,
        query,
        csrf: reply.generateCsrf(),
        words: wordbook(partners.settings(), context.maps(), context.now()),
        isLaterPart: after !== undefined,
        list: await auditTrail(partners, filter, { after, limit: ON_A_PAGE }),
        contact: query.contact === '' ? undefined : await findContact(partners, query.contact),
      };
      return sendPage(reply, consoleAuditPage(view));
    });
  };
}

function numberOf(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
