import type { FastifyPluginAsync } from 'fastify';
import { devicesOf, signOutDevice, signOutOthers } from '../../partners/devices.ts';
import { centerAddress } from '../center-address.ts';
import type { GatewayContext } from '../context.ts';
import { formGuard, formValue, SESSION_SECONDS } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { signedIn, type SignedIn } from '../session.ts';
import { devicesPage, deviceValue, OTHERS } from '../views/partner-devices.ts';

/** Where a partner is signed in, and signing out from afar. */
export function partnerDevicesRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  const devices = ({ contact }: SignedIn) => {
    // What was opened before that has run out by itself.
    const since = partners.now() - SESSION_SECONDS * 1_000;
    return devicesOf(partners, { contactId: contact.id, since });
  };
  return async (pages) => {
    pages.get('/partner/devices', async (request, reply) => {
      const partner = await signedIn(context, request);
      const view = { partner, devices: await devices(partner), csrf: reply.generateCsrf() };
      return sendPage(reply, devicesPage(view));
    });

    pages.post('/partner/devices', { preHandler: formGuard(pages) }, async (request, reply) => {
      const partner = await signedIn(context, request);
      const contactId = partner.contact.id;
      const chosen = formValue(request.body, 'device');
      const device = (await devices(partner)).find((one) => deviceValue(one) === chosen);
      if (device) await signOutDevice(partners, { contactId, ...device });
      if (chosen === OTHERS) await signOutOthers(partners, { contactId, ...partner.login });
      return reply.redirect(centerAddress('/partner/devices', partner), 303);
    });
  };
}
