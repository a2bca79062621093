import type { FastifyPluginAsync } from 'fastify';
import { correctionsOf } from '../../partners/corrections.ts';
import { isLoginOpen } from '../../partners/login-links.ts';
import { partnerView } from '../../partners/partner-view.ts';
import type { GatewayContext } from '../context.ts';
import { nextMilestones, reachedMilestones } from '../milestones.ts';
import { Problem } from '../problem.ts';
import { formGuard, loosenPolicy } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { closeSession, sessionOf, type PartnerSession } from '../session.ts';
import { messagePage } from '../views/message.ts';
import { partnerPage } from '../views/partner.ts';

function signedOut(): Problem {
  return new Problem({
    status: 401,
    code: 'signed-out',
    title: 'Please sign in',
    detail:
      'You are not signed in on this device, or have not been here for a month. Open the login link from your email; if it has been used, answer that email and ask for a new one.',
  });
}

/** A session from before logins could be closed names none: who holds it signs in anew. */
async function isOpen({ partners }: GatewayContext, session: Partial<PartnerSession>): Promise<boolean> {
  const { contactId = '', login } = session;
  return login !== undefined && isLoginOpen(partners, { contactId, ...login });
}

/** The partner center, for whoever holds a session, and signing out. */
export function partnerRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get('/partner', async (request, reply) => {
      const session = sessionOf(request);
      if (!session || !(await isOpen(context, session))) throw signedOut();
      const partner = await partnerView(context.partners, session.contactId, session.program);
      const program = context.partners.settings().programs[session.program];
      if (!partner || !program) throw signedOut();
      const view = {
        partner,
        program,
        milestones: reachedMilestones(partner, program, context.maps()),
        next: nextMilestones(partner, program, context.maps()),
        corrections: await correctionsOf(context.partners, partner.contactId, program.name),
        csrf: reply.generateCsrf(),
      };
      loosenPolicy(reply, { 'script-src': ["'self'"] });
      return sendPage(reply, partnerPage(view));
    });

    pages.post('/partner/sign-out', { preHandler: formGuard(pages) }, async (request, reply) => {
      closeSession(request);
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
