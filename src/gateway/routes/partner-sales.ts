import type { FastifyPluginAsync } from 'fastify';
import { ledgerPage, type LedgerStretch } from '../../partners/ledger-page.ts';
import type { GatewayContext } from '../context.ts';
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
      const page = await ledgerPage(partners, whose, stretchOf(request.query));
      const view = { partner, page, now: partners.now(), csrf: reply.generateCsrf() };
      return sendPage(reply, salesPage(view));
    });
  };
}

/** The part of the list that an address names; what nobody can have got from us is the newest part. */
function stretchOf({ older, newer }: Record<string, unknown>): LedgerStretch {
  const place = (text: unknown) => {
    const [, at, id] = (typeof text === 'string' && /^(-?\d{1,15})\.(\d{1,15})$/.exec(text)) || [];
    return at === undefined ? undefined : { at: Number(at), id: Number(id) };
  };
  const [olderThan, newerThan] = [place(older), place(newer)];
  if (olderThan) return { olderThan };
  return newerThan && { newerThan };
}
