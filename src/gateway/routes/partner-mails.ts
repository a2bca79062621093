import type { FastifyPluginAsync } from 'fastify';
import { preferencesOf, setPreferences } from '../../partners/consents.ts';
import { centerAddress } from '../center-address.ts';
import type { GatewayContext } from '../context.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { signedIn } from '../session.ts';
import { mailsPage } from '../views/partner-mails.ts';

/** Which mails a partner gets, chosen where they are signed in. */
export function partnerMailsRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/partner/mails', async (request, reply) => {
      const partner = await signedIn(context, request);
      const preferences = (await preferencesOf(partners, partner.contact.id)) ?? [];
      const isSaved = request.query['saved'] !== undefined;
      return sendPage(reply, mailsPage({ partner, preferences, isSaved, csrf: reply.generateCsrf() }));
    });

    pages.post('/partner/mails', { preHandler: formGuard(pages) }, async (request, reply) => {
      const partner = await signedIn(context, request);
      const { id } = partner.contact;
      const all = (await preferencesOf(partners, id)) ?? [];
      const wanted = all.map(({ topic }) => [topic, formValue(request.body, topic) !== ''] as const);
      await setPreferences(partners, id, Object.fromEntries(wanted), 'preferences');
      context.onCommitted();
      return reply.redirect(centerAddress('/partner/mails', partner, { saved: 'yes' }), 303);
    });
  };
}
