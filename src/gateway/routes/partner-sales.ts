import type { FastifyPluginAsync } from 'fastify';
import { ledgerPage } from '../../partners/ledger-page.ts';
import type { GatewayContext } from '../context.ts';
import { ledgerStretch } from '../list-query.ts';
import { sendPage } from '../send-page.ts';
import { signedIn } from '../session.ts';
import { salesPage } from '../views/partner-sales.ts';

/** Entries of the ledger on one page. */
const ON_A_PAGE = 50;

/** Sales and refunds, page by page. */
export function partnerSalesRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/partner/sales', async (request, reply) => {
      const partner = await signedIn(context, request);
      const whose = { contactId: partner.contact.id, program: partner.program.name, take: ON_A_PAGE };
      const page = await ledgerPage(partners, whose, ledgerStretch(request.query));
      const view = { partner, page, now: partners.now(), csrf: reply.generateCsrf() };
      return sendPage(reply, salesPage(view));
    });
  };
}
