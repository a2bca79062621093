import type { FastifyPluginAsync } from 'fastify';
import { partnerLinks } from '../../partners/partner-links.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { signedIn } from '../session.ts';
import { qrCode, qrCodePath } from '../views/qr-code.ts';

/** The affiliate links as pictures, each under an address of its own, so that no page carries them along. */
export function partnerQrRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get('/partner/qr/:code', async (request, reply) => {
      const { contact, programs } = await signedIn(context, request);
      const links = programs.flatMap((program) => {
        const { referralCode = '' } = contact.enrolments.find((row) => row.program === program.name) ?? {};
        return partnerLinks(program, referralCode, context.partners.publicUrl);
      });
      const link = links.find(({ url }) => qrCodePath(url) === request.url);
      if (!link) throw new Problem(NO_SUCH_LINK);
      return reply
        .type('image/svg+xml; charset=utf-8')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(qrCode(link.url).toString());
    });
  };
}

const NO_SUCH_LINK = {
  status: 404,
  code: 'unknown-link',
  title: 'This link is no longer passed on',
  detail: 'The program has changed its pages since. Your partner center shows those of today.',
  next: { href: '/partner', label: 'Go to the partner center' },
};
