import type { FastifyPluginAsync } from 'fastify';
import { submitSignUp } from '../../partners/submit-sign-up.ts';
import type { PartnerProgram, SignUpForm } from '../../program/settings.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { lookIntoYourMail } from '../views/confirm-sign-up.ts';
import { messagePage } from '../views/message.ts';
import { CONSENT_BOX, signUpPage, TRAP } from '../views/sign-up.ts';

/** Sign-ups per minute and address. */
const SIGN_UPS_PER_MINUTE = 20;

/** The program of the address and its form; refuses where there is none. */
function signUpOf(context: GatewayContext, name: string): { program: PartnerProgram; form: SignUpForm } {
  const programs = context.partners.settings().programs;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program?.signUpForm) return { program, form: program.signUpForm };
  throw new Problem({
    status: 404,
    code: 'unknown-program',
    title: 'There is no sign-up form here',
    detail: 'No partner program of this name takes applications. Please check the address.',
  });
}

/**
 * The sign-up form and its thank-you page. The answer is the same whether the address is known or not:
 * a stranger cannot find out who is a partner.
 */
export function signUpRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get<{ Params: { program: string } }>('/p/:program/sign-up', async (request, reply) => {
      const view = { ...signUpOf(context, request.params.program), values: {}, errors: {}, consents: false };
      return sendPage(reply, signUpPage({ ...view, csrf: reply.generateCsrf() }));
    });

    pages.post<{ Params: { program: string } }>(
      '/p/:program/sign-up',
      {
        config: { rateLimit: { max: SIGN_UPS_PER_MINUTE, timeWindow: '1 minute' } },
        preHandler: formGuard(pages),
      },
      async (request, reply) => {
        const { program, form } = signUpOf(context, request.params.program);
        const next = `/p/${program.name}/${form.confirmEmail ? 'look-into-your-mail' : 'thank-you'}`;
        if (formValue(request.body, TRAP) !== '') {
          request.log.info(
            { program: program.name },
            'a robot filled in the sign-up form; nothing was recorded',
          );
          return reply.redirect(next, 303);
        }
        const values = Object.fromEntries(
          form.fields.map((field) => [field.name, formValue(request.body, field.name)]),
        );
        const consents = formValue(request.body, CONSENT_BOX) !== '';
        const result = await submitSignUp(context.partners, program.name, values, { consents });
        if (result.status === 'invalid') {
          const view = { program, form, values, errors: result.errors, consents };
          return sendPage(reply, signUpPage({ ...view, csrf: reply.generateCsrf() }), 422);
        }
        context.onCommitted();
        if (result.status === 'to-confirm' && !result.mail)
          request.log.warn(
            { program: program.name },
            'no further confirmation mail to one address this hour',
          );
        return reply.redirect(next, 303);
      },
    );

    pages.get<{ Params: { program: string } }>('/p/:program/look-into-your-mail', async (request, reply) => {
      const { program } = signUpOf(context, request.params.program);
      return sendPage(reply, messagePage(lookIntoYourMail(program)));
    });

    pages.get<{ Params: { program: string } }>('/p/:program/thank-you', async (request, reply) => {
      const { program } = signUpOf(context, request.params.program);
      return sendPage(reply, messagePage(thankYou(program)));
    });
  };
}

/** The same to everybody: who knows an address cannot learn whether it is a partner's. */
function thankYou(program: PartnerProgram): { title: string; brand: string; paragraphs: string[] } {
  return {
    title: program.approval ? 'Thank you for joining' : 'Thank you, your application is with us',
    brand: program.title,
    paragraphs: [
      `${program.approval ? 'All that follows comes by email.' : 'We read every application and answer by email.'} There is nothing else to do now.`,
      'If you have applied with this address before, that application stands as it is.',
    ],
  };
}
