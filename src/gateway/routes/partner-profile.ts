import type { FastifyPluginAsync } from 'fastify';
import { changeProfile } from '../../partners/profile.ts';
import { centerAddress } from '../center-address.ts';
import type { GatewayContext } from '../context.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { signedIn } from '../session.ts';
import { profilePage } from '../views/partner-profile.ts';

/** What partners say of themselves, and changing it. */
export function partnerProfileRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get<{ Querystring: Record<string, unknown> }>('/partner/profile', async (request, reply) => {
      const partner = await signedIn(context, request);
      const { firstName, lastName, timeZone, locale } = partner.contact;
      const values = {
        firstName: firstName ?? '',
        lastName: lastName ?? '',
        timeZone: timeZone ?? '',
        locale: locale ?? '',
      };
      const isSaved = request.query['saved'] !== undefined;
      return sendPage(
        reply,
        profilePage({ partner, csrf: reply.generateCsrf(), values, errors: {}, isSaved }),
      );
    });

    pages.post('/partner/profile', { preHandler: formGuard(pages) }, async (request, reply) => {
      const partner = await signedIn(context, request);
      const value = (name: string): string => formValue(request.body, name);
      const values = {
        firstName: value('firstName'),
        lastName: value('lastName'),
        timeZone: value('timeZone'),
        locale: value('locale'),
      };
      const result = await changeProfile(context.partners, partner.contact.id, values);
      if (result.status === 'invalid') {
        const view = { partner, csrf: reply.generateCsrf(), values, errors: result.errors, isSaved: false };
        return sendPage(reply, profilePage(view), 422);
      }
      context.onCommitted();
      return reply.redirect(centerAddress('/partner/profile', partner, { saved: 'yes' }), 303);
    });
  };
}
