import type { FastifyPluginAsync } from 'fastify';
import { listPartners } from '../../partners/list-partners.ts';
import { memberOf } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { partnerFilter, readPartnerPlace, readPartnerQuery } from '../list-query.ts';
import { sendPage } from '../send-page.ts';
import { consolePartnersPage } from '../views/console-partners.ts';
import { wordbook } from '../views/wordbook.ts';

/** Partners on one page. */
const ON_A_PAGE = 50;

/** The list of partners, for finding one. */
export function consolePartnersRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/console/partners', async (request, reply) => {
      const member = memberOf(context, request);
      if (!member) return reply.redirect('/console/sign-in', 303);
      const query = readPartnerQuery(request.query);
      const after = readPartnerPlace(request.query['after']);
      const view = {
        query,
        member,
        csrf: reply.generateCsrf(),
        words: wordbook(partners.settings(), context.maps(), context.now()),
        isLaterPart: after !== undefined,
        list: await listPartners(partners, member.sees, partnerFilter(query), { after, limit: ON_A_PAGE }),
      };
      return sendPage(reply, consolePartnersPage(view));
    });
  };
}
