import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { followLink } from '../../partners/follow-link.ts';
import type { GatewayContext } from '../context.ts';
import { isVisit } from '../is-visit.ts';
import { Problem } from '../problem.ts';
import { keepVisitor, visitorOf } from '../visitor.ts';

/** Visits per minute and address: many people may share one. */
const VISITS_PER_MINUTE = 300;

interface Link {
  Params: { program?: string; code: string };
  Querystring: { to?: string | string[] };
}

/** `/r/PROGRAM/CODE` and `/r/CODE`: a partner's link leads on to the program's own page, and the visit is remembered. */
export function followLinkRoutes({ partners }: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: VISITS_PER_MINUTE, timeWindow: '1 minute' } };
  const follow = async (request: FastifyRequest<Link>, reply: FastifyReply) => {
    const { to } = request.query;
    const visitor = visitorOf(partners, request) ?? partners.randomId();
    const counts = isVisit(request);
    const link = { ...request.params, ...(typeof to === 'string' ? { to } : {}), visitor, counts };
    const page = await followLink(partners, link);
    if (page === undefined) throw new Problem(NO_LINK);
    if (counts) keepVisitor(partners, reply, visitor);
    return reply.header('cache-control', 'no-store').redirect(page, 302);
  };
  return async (pages) => {
    pages.get<Link>('/r/:code', { config }, follow);
    pages.get<Link>('/r/:program/:code', { config }, follow);
  };
}

const NO_LINK = {
  status: 404,
  code: 'link-unknown',
  title: 'This link leads nowhere',
  detail:
    'A part of it may be missing. Please ask whoever gave it to you, or open it straight from where you found it.',
};
