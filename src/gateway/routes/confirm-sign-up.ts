import type { FastifyPluginAsync } from 'fastify';
import { confirmSignUp, peekConfirmation } from '../../partners/confirm-sign-up.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { confirmPage } from '../views/confirm-sign-up.ts';

/** Looks and attempts per minute and address. */
const REQUESTS_PER_MINUTE = 30;

interface Params {
  Params: { token: string };
}

function gone(): Problem {
  return new Problem({
    status: 404,
    code: 'confirmation-unknown',
    title: 'This link does not work',
    detail:
      'It works for three days, and a part of it may have been cut off at the end of a line: open it straight from the email, or send the form once more.',
    next: { href: '/', label: 'Apply once more' },
  });
}

/** Confirming an application. GET shows a button and changes nothing, because mail scanners follow links. */
export function confirmSignUpRoutes(context: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' } };
  const thanks = (program: string): string => `/p/${program}/thank-you`;
  return async (pages) => {
    pages.get<Params>('/confirm/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const state = await peekConfirmation(context.partners, token);
      if (state.status === 'gone') throw gone();
      if (state.status === 'confirmed') return reply.redirect(thanks(state.program), 303);
      const program = programOf(context, state.program);
      return sendPage(reply, confirmPage({ program, token, csrf: reply.generateCsrf() }));
    });

    pages.post<Params>(
      '/confirm/:token',
      { config, preHandler: formGuard(pages) },
      async (request, reply) => {
        const result = await confirmSignUp(context.partners, request.params.token);
        if (result.status === 'gone') throw gone();
        if (result.status === 'outdated') throw outdated(programOf(context, result.program));
        context.onCommitted();
        return reply.redirect(thanks(result.program), 303);
      },
    );
  };
}

/** A program can be gone by the time at which its mail is read. */
function programOf({ partners }: GatewayContext, name: string): PartnerProgram {
  const program = partners.settings().programs[name];
  if (!program) throw gone();
  return program;
}

function outdated({ name }: PartnerProgram): Problem {
  return new Problem({
    status: 410,
    code: 'form-changed',
    title: 'The form has changed in the meantime',
    detail: 'It asks for something else than it did when you filled it in. Please fill it in once more.',
    next: { href: `/p/${name}/sign-up`, label: 'To the form' },
  });
}
