import type { FastifyPluginAsync } from 'fastify';
import { consumeLogin, peekLogin, programOfLogin, type LoginState } from '../../partners/login-links.ts';
import type { GatewayContext } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { Problem, type ProblemDetails } from '../problem.ts';
import { formGuard } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { openSession } from '../session.ts';
import { loginPage } from '../views/login.ts';

/** Looks and attempts per minute and address. */
const LOGINS_PER_MINUTE = 30;

/** Why a link opens nothing, and what to do. */
const CLOSED: Record<Exclude<LoginState, 'valid'>, ProblemDetails> = {
  used: {
    status: 410,
    code: 'login-used',
    title: 'This login link has been used',
    detail:
      'Each link works once. In the browser where it was used, the partner center is still open; anywhere else you can ask there for a new link.',
    next: { href: '/partner', label: 'Go to the partner center' },
  },
  expired: {
    status: 410,
    code: 'login-expired',
    title: 'This login link has expired',
    detail: 'Login links work for a limited time.',
    next: { href: '/partner/sign-in', label: 'Get a new link' },
  },
  closed: {
    status: 410,
    code: 'login-closed',
    title: 'This partner center has been closed',
    detail:
      'The link was sent before that and opens nothing any more. If you think that this is a mistake, answer the email that brought it.',
  },
  unknown: {
    status: 404,
    code: 'login-unknown',
    title: 'This login link is not complete',
    detail:
      'Open the link straight from the email, or copy the whole address: a part of it may have been cut off at the end of a line.',
  },
};

/** GET shows a button and changes nothing, because mail scanners follow links; POST uses the link up. */
export function loginRoutes(context: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: LOGINS_PER_MINUTE, timeWindow: '1 minute' } };
  return async (pages) => {
    pages.get<{ Params: { token: string } }>('/login/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const state = await peekLogin(context.partners, token);
      if (state !== 'valid') throw new Problem(CLOSED[state]);
      const program =
        context.partners.settings().programs[(await programOfLogin(context.partners, token)) ?? ''];
      return sendPage(reply, loginPage({ token, csrf: reply.generateCsrf(), brand: program?.title }));
    });

    pages.post<{ Params: { token: string } }>(
      '/login/:token',
      { config, preHandler: formGuard(pages) },
      async (request, reply) => {
        const result = await consumeLogin(
          context.partners,
          request.params.token,
          deviceName(request.headers['user-agent']),
        );
        if (result.status !== 'opened') throw new Problem(CLOSED[result.status]);
        context.onCommitted();
        const { contactId, program, map, entry } = result;
        await openSession(context, request, { contactId, program, login: { map, entry } });
        return reply.redirect('/partner', 303);
      },
    );
  };
}
