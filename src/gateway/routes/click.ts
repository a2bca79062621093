import type { FastifyPluginAsync } from 'fastify';
import { readClickToken } from '../../email/click-link.ts';
import { recordClick } from '../../partners/record-click.ts';
import type { GatewayContext } from '../context.ts';
import { isVisit } from '../is-visit.ts';
import { Problem } from '../problem.ts';

/** Clicks per minute and address: many people may share one. */
const CLICKS_PER_MINUTE = 300;

/**
 * `/c/TOKEN`: a link of a mail whose clicks are counted leads on to where its token says. It asks for nothing on the
 * way, so a mail scanner that follows links counts as its reader.
 */
export function clickRoutes({ partners, onCommitted }: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: CLICKS_PER_MINUTE, timeWindow: '1 minute' } };
  return async (pages) => {
    pages.get<{ Params: { token: string } }>('/c/:token', { config }, async (request, reply) => {
      const click = readClickToken(partners.secret, request.params.token);
      if (!click) throw new Problem(NO_LINK);
      if (isVisit(request) && (await recordClick(partners, click)) === 'recorded') onCommitted();
      // A header holds ASCII only; `href` is the address as browsers ask for it.
      return reply.header('cache-control', 'no-store').redirect(new URL(click.link).href, 302);
    });
  };
}

const NO_LINK = {
  status: 404,
  code: 'click-unknown',
  title: 'This link is not complete',
  detail:
    'Open the link straight from the email, or copy the whole address: a part of it may have been cut off at the end of a line.',
};
