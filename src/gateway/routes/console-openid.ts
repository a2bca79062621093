import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { teamsOf } from '../../partners/teams.ts';
import { beginAttempt, openConsole, takeAttempt } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { OpenIdFailure, type Identity, type OpenIdProvider } from '../openid-provider.ts';
import { Problem, type ProblemDetails } from '../problem.ts';

/** Attempts per minute and network address. */
const ATTEMPTS_PER_MINUTE = 30;

const again = { href: '/console/sign-in', label: 'Back to the sign-in' };

const LOST: ProblemDetails = {
  status: 400,
  code: 'sign-in-lost',
  title: 'This sign-in cannot be finished here',
  detail: 'It was begun in another browser or too long ago, or it has been finished before.',
  next: again,
};

const REFUSED: ProblemDetails = {
  status: 403,
  code: 'sign-in-refused',
  title: 'You were not signed in',
  detail: 'Your sign-in provider did not let you through, or you stopped on the way.',
  next: again,
};

const FAILED: ProblemDetails = {
  status: 502,
  code: 'sign-in-failed',
  title: 'The sign-in provider could not be used',
  detail:
    'It could not be reached, or its answer could not be trusted. Try again, or have a link mailed to you.',
  next: again,
};

const UNVERIFIED: ProblemDetails = {
  status: 403,
  code: 'address-unverified',
  title: 'Your address is not verified',
  detail:
    'Your sign-in provider does not vouch for an email address of yours. Verify it there, or have a link mailed to you.',
  next: again,
};

const NO_TEAM: ProblemDetails = {
  status: 403,
  code: 'no-team',
  title: 'You belong to no team',
  detail:
    'The address for which your sign-in provider vouches is not in sending.yaml. Ask whoever keeps it to add you.',
  next: again,
};

/** Where the provider sends people back to: to be registered there. */
export function callbackOf(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/openid/callback`;
}

/** Signing in to the console by an OpenID Provider, beside the mailed link. */
export function consoleOpenIdRoutes(context: GatewayContext, provider: OpenIdProvider): FastifyPluginAsync {
  const config = { rateLimit: { max: ATTEMPTS_PER_MINUTE, timeWindow: '1 minute' } };
  return async (pages) => {
    // A link and no form: the policy lets forms lead to our own pages only.
    pages.get('/console/openid', { config }, async (request, reply) => {
      const { url, attempt } = await orProblem(request, provider.begin());
      beginAttempt(request, attempt, context.now());
      return reply.redirect(url, 303);
    });

    pages.get('/console/openid/callback', { config }, async (request, reply) => {
      const attempt = takeAttempt(request, context.now());
      if (!attempt) throw new Problem(LOST);
      const { search } = new URL(request.url, 'http://localhost');
      const address = vouchedFor(await orProblem(request, provider.finish(search, attempt)));
      if (teamsOf(context.partners, address).length === 0) throw new Problem(NO_TEAM);
      openConsole(request, address);
      return reply.redirect('/console', 303);
    });
  };
}

function vouchedFor({ address, isVerified }: Identity): string {
  if (address === undefined || !isVerified) throw new Problem(UNVERIFIED);
  return address;
}

async function orProblem<T>(request: FastifyRequest, asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof OpenIdFailure)) throw error;
    if (error.isRefusal) throw new Problem(REFUSED);
    request.log.warn({ why: error.message }, 'a sign-in by OpenID Connect failed');
    throw new Problem(FAILED);
  }
}
