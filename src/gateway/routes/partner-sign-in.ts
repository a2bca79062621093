import type { FastifyPluginAsync } from 'fastify';
import { normalEmail } from '../../partners/identity.ts';
import { requestPartnerLinks } from '../../partners/partner-sign-in.ts';
import { answerLater } from '../answer-later.ts';
import type { GatewayContext } from '../context.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { isAddress } from '../typed-address.ts';
import { messagePage } from '../views/message.ts';
import { partnerSignInPage } from '../views/partner-sign-in.ts';

/** Links asked for, per minute and network address. */
const REQUESTS_PER_MINUTE = 10;

/** `/partner/sign-in`: who has lost the way in is mailed a new link. Nobody learns here who is a partner. */
export function partnerSignInRoutes({ partners, sendPartnerLinks }: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' } };
  return async (pages) => {
    const later = answerLater(pages);

    pages.get('/partner/sign-in', async (_request, reply) =>
      sendPage(reply, partnerSignInPage({ csrf: reply.generateCsrf() })),
    );

    pages.post('/partner/sign-in', { config, preHandler: formGuard(pages) }, async (request, reply) => {
      const address = normalEmail(formValue(request.body, 'email'));
      if (!isAddress(address)) {
        const view = { csrf: reply.generateCsrf(), address, wrong: true };
        return sendPage(reply, partnerSignInPage(view), 422);
      }
      const mailing = requestPartnerLinks(partners, address).then((links) =>
        sendPartnerLinks(address, links),
      );
      later(request, mailing);
      return reply.redirect('/partner/link-sent', 303);
    });

    pages.get('/partner/link-sent', async (_request, reply) => sendPage(reply, messagePage(LINK_SENT)));
  };
}

const LINK_SENT = {
  title: 'Please look into your mail',
  brand: 'Partner center',
  paragraphs: [
    'If a partner center belongs to this address, a link is on its way. It works once, for 15 minutes.',
    'Nothing there after a few minutes? Check the spelling and the spam folder, then ask again.',
  ],
  next: { href: '/partner/sign-in', label: 'Back to the sign-in' },
};
