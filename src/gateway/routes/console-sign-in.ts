import type { FastifyPluginAsync } from 'fastify';
import { consumeConsoleLink, peekConsoleLink, requestConsoleLink } from '../../partners/console-links.ts';
import { normalEmail } from '../../partners/identity.ts';
import { answerLater } from '../answer-later.ts';
import { closeConsole, memberOf, openConsole } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { Problem, type ProblemDetails } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { isAddress } from '../typed-address.ts';
import { consoleLinkPage, consoleSignInPage } from '../views/console-sign-in.ts';
import { messagePage } from '../views/message.ts';

/** Links asked for, per minute and network address; and looks at links. */
const REQUESTS_PER_MINUTE = 10;
const LOOKS_PER_MINUTE = 30;

const again = { href: '/console/sign-in', label: 'Ask for a new link' };

/** Why a link opens nothing, and what to do. */
const CLOSED: Record<'used' | 'expired' | 'unknown', ProblemDetails> = {
  used: {
    status: 410,
    code: 'sign-in-used',
    title: 'This sign-in link has been used',
    detail: 'Each link works once. In the browser where it was used, the console is still open.',
    next: again,
  },
  expired: {
    status: 410,
    code: 'sign-in-expired',
    title: 'This sign-in link has expired',
    detail: 'Sign-in links work for 15 minutes.',
    next: again,
  },
  unknown: {
    status: 404,
    code: 'sign-in-unknown',
    title: 'This sign-in link is not complete',
    detail: 'Open the link straight from the email, or copy the whole address: a part of it may be missing.',
    next: again,
  },
};

/** Signing in to the console by single-use link, and out of it. */
export function consoleSignInRoutes(context: GatewayContext): FastifyPluginAsync {
  const { openIdHost } = context;
  const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } });
  return async (pages) => {
    const later = answerLater(pages);

    pages.get('/console/sign-in', async (_request, reply) =>
      sendPage(reply, consoleSignInPage({ csrf: reply.generateCsrf(), openIdHost })),
    );

    pages.post(
      '/console/sign-in',
      { config: perMinute(REQUESTS_PER_MINUTE), preHandler: formGuard(pages) },
      async (request, reply) => {
        const address = normalEmail(formValue(request.body, 'email'));
        if (!isAddress(address)) {
          const view = { csrf: reply.generateCsrf(), address, wrong: true, openIdHost };
          return sendPage(reply, consoleSignInPage(view), 422);
        }
        const mailing = requestConsoleLink(context.partners, address).then((url) =>
          url === undefined ? undefined : context.sendSignInLink(address, url),
        );
        later(request, mailing);
        return reply.redirect('/console/link-sent', 303);
      },
    );

    pages.get('/console/link-sent', async (_request, reply) => sendPage(reply, messagePage(LINK_SENT)));

    pages.get<{ Params: { token: string } }>(
      '/console/sign-in/:token',
      { config: perMinute(LOOKS_PER_MINUTE) },
      async (request, reply) => {
        const { token } = request.params;
        const state = await peekConsoleLink(context.partners, token);
        if (state === 'used' && memberOf(context, request)) return reply.redirect('/console', 303);
        if (state !== 'valid') throw new Problem(CLOSED[state]);
        return sendPage(reply, consoleLinkPage({ token, csrf: reply.generateCsrf() }));
      },
    );

    pages.post<{ Params: { token: string } }>(
      '/console/sign-in/:token',
      { config: perMinute(LOOKS_PER_MINUTE), preHandler: formGuard(pages) },
      async (request, reply) => {
        const result = await consumeConsoleLink(context.partners, request.params.token);
        if (result.status !== 'opened') throw new Problem(CLOSED[result.status]);
        openConsole(request, result.address);
        return reply.redirect('/console', 303);
      },
    );

    pages.post('/console/sign-out', { preHandler: formGuard(pages) }, async (request, reply) => {
      closeConsole(request);
      return reply.redirect('/console/sign-in', 303);
    });
  };
}

const LINK_SENT = {
  title: 'Please look into your mail',
  brand: 'Approval console',
  paragraphs: [
    'If this address belongs to a team, a link is on its way. It works once, for 15 minutes.',
    'Nothing there after a few minutes? Check the spelling and the spam folder, then ask again.',
  ],
  next: { href: '/console/sign-in', label: 'Back to the sign-in' },
};
