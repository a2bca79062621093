import type { FastifyPluginAsync } from 'fastify';
import { ledgerPage } from '../../partners/ledger-page.ts';
import { partnerView } from '../../partners/partner-view.ts';
import { commissionStates } from '../../partners/commission-states.ts';
import { salesByMonth } from '../../partners/sales-by-month.ts';
import type { GatewayContext } from '../context.ts';
import { nextMilestones, reachedMilestones } from '../milestones.ts';
import { formGuard, loosenPolicy } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { closeSession, signedIn, signedOut, type SignedIn } from '../session.ts';
import { messagePage } from '../views/message.ts';
import { partnerPage, type PartnerPage } from '../views/partner.ts';

/** Entries of the ledger on the overview; the rest has pages of its own. */
const LATEST = 8;

/** The overview of the partner center, for whoever holds a session, and signing out. */
export function partnerRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get('/partner', async (request, reply) => {
      const partner = await signedIn(context, request);
      const page = { ...(await overview(context, partner)), csrf: reply.generateCsrf() };
      loosenPolicy(reply, { 'script-src': ["'self'"] });
      return sendPage(reply, partnerPage(page));
    });

    pages.post('/partner/sign-out', { preHandler: formGuard(pages) }, async (request, reply) => {
      await closeSession(context, request);
      return reply.redirect('/signed-out', 303);
    });

    pages.get('/signed-out', async (_request, reply) =>
      sendPage(
        reply,
        messagePage({
          title: 'You are signed out',
          paragraphs: ['Your partner center is closed on this device.'],
        }),
      ),
    );
  };
}

async function overview(
  { partners, maps }: GatewayContext,
  partner: SignedIn,
): Promise<Omit<PartnerPage, 'csrf'>> {
  const { contact, program, reader } = partner;
  const who = { contactId: contact.id, program: program.name };
  const view = await partnerView(partners, contact.id, program.name);
  if (!view) throw signedOut();
  const { lines } = await ledgerPage(partners, { ...who, take: LATEST });
  return {
    partner,
    view,
    commission: await commissionStates(partners, program, contact.id),
    milestones: reachedMilestones(view, program, maps()),
    next: nextMilestones(view, program, maps()),
    months: await salesByMonth(partners, { ...who, timeZone: reader.timeZone }),
    latest: lines,
    now: partners.now(),
  };
}
