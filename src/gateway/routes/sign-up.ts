import type { FastifyPluginAsync } from 'fastify';
import { submitSignUp } from '../../partners/submit-sign-up.ts';
import type { PartnerProgram, SignUpForm } from '../../program/settings.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formGuard, formValue } from '../security.ts';
import { visitorOf } from '../visitor.ts';
import { sendPage } from '../send-page.ts';
import { lookIntoYourMail } from '../views/confirm-sign-up.ts';
import { messagePage } from '../views/message.ts';
import { CONSENT_BOX, REFERRER, signUpPage, TRAP } from '../views/sign-up.ts';

/** Sign-ups per minute and address. */
const SIGN_UPS_PER_MINUTE = 20;

/** Longest referral code that is looked up. */
const LONGEST_CODE = 60;

/** Lines of the log: they name nobody. */
const ROBOT = 'a robot filled in the sign-up form; nothing was recorded';
const ENOUGH_MAILS = 'no further confirmation mail to one address this hour';

interface SignUpPage {
  Params: { program: string };
  Querystring: { ref?: string | string[] };
}

/** What was filled in, and the code by which they came. */
function submissionOf(body: unknown, form: SignUpForm) {
  const values = Object.fromEntries(form.fields.map(({ name }) => [name, formValue(body, name)]));
  const consents = formValue(body, CONSENT_BOX) !== '';
  return { values, consents, ref: formValue(body, REFERRER).slice(0, LONGEST_CODE) };
}

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
    pages.get<SignUpPage>('/p/:program/sign-up', async (request, reply) => {
      const ref = typeof request.query.ref === 'string' ? request.query.ref.slice(0, LONGEST_CODE) : '';
      const empty = { values: {}, errors: {}, consents: false, ref };
      const view = { ...signUpOf(context, request.params.program), ...empty };
      return sendPage(reply, signUpPage({ ...view, csrf: reply.generateCsrf() }));
    });

    pages.post<SignUpPage>(
      '/p/:program/sign-up',
      {
        config: { rateLimit: { max: SIGN_UPS_PER_MINUTE, timeWindow: '1 minute' } },
        preHandler: formGuard(pages),
      },
      async (request, reply) => {
        const { program, form } = signUpOf(context, request.params.program);
        const next = `/p/${program.name}/${form.confirmEmail ? 'look-into-your-mail' : 'thank-you'}`;
        if (formValue(request.body, TRAP) !== '') {
          request.log.info({ program: program.name }, ROBOT);
          return reply.redirect(next, 303);
        }
        const { values, consents, ref } = submissionOf(request.body, form);
        const cameBy = { ref, visitor: visitorOf(context.partners, request) };
        const result = await submitSignUp(context.partners, program.name, values, { consents, cameBy });
        if (result.status === 'invalid') {
          const view = { program, form, values, errors: result.errors, consents, ref };
          return sendPage(reply, signUpPage({ ...view, csrf: reply.generateCsrf() }), 422);
        }
        context.onCommitted();
        if (result.status === 'to-confirm' && !result.mail)
          request.log.warn({ program: program.name }, ENOUGH_MAILS);
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
