import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { mayVisit, openApprovalsOf } from '../../partners/console-approvals.ts';
import { openTasksOf } from '../../partners/console-tasks.ts';
import { contactStanding } from '../../partners/contact-standing.ts';
import { contactTimeline } from '../../partners/contact-timeline.ts';
import { findContact, type ContactView } from '../../partners/find-contact.ts';
import { partnerView } from '../../partners/partner-view.ts';
import { findMail, type MailRecord } from '../../partners/sent-mail.ts';
import { memberOf, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { timelineStretch } from '../list-query.ts';
import { mailCopy, recipientOf } from '../mail-copy.ts';
import { Problem } from '../problem.ts';
import { loosenPolicy } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { consoleContactPage } from '../views/console-contact.ts';
import { consoleMailPage } from '../views/console-mail.ts';
import { wordbook } from '../views/wordbook.ts';

/** Entries of a timeline on one page, or a few more: `contactTimeline` divides no instant. */
const ENTRIES = 60;

/** What a mail's copy may do: show itself. No script, no form, no picture from elsewhere that would tell who looks. */
const COPY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'self'; sandbox";

interface MailParams {
  id: string;
  map: string;
  entry: string;
  index: string;
}

/** A contact's page and the mails they got, for people of the teams that were asked about them. */
export function consoleContactRoutes(context: GatewayContext): FastifyPluginAsync {
  const { partners } = context;
  const words = () => wordbook(partners.settings(), context.maps(), context.now());
  return async (pages) => {
    pages.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
      '/console/contacts/:id',
      async (request, reply) => {
        const member = memberOf(context, request);
        if (!member) return reply.redirect('/console/sign-in', 303);
        const contact = await contactOf(context, member, request.params.id);
        const stretch = timelineStretch(request.query);
        const [open, tasks, standing, timeline, ...memberships] = await Promise.all([
          openApprovalsOf(partners, member.sees, contact.id),
          openTasksOf(partners, member.sees, contact.id),
          contactStanding(partners, contact.id),
          contactTimeline(partners, contact.id, { take: ENTRIES, stretch }),
          ...contact.enrolments.map(async ({ program }) => ({
            program,
            partner: await partnerView(partners, contact.id, program),
          })),
        ]);
        const view = {
          contact,
          open,
          tasks,
          standing,
          timeline,
          member,
          csrf: reply.generateCsrf(),
          words: words(),
          memberships: memberships.flatMap(({ program, partner }) => (partner ? [{ program, partner }] : [])),
          runUrl: runUrl(context, contact.id),
        };
        return sendPage(reply, consoleContactPage(view));
      },
    );

    const path = '/console/contacts/:id/mails/:map/:entry/:index';
    pages.get<{ Params: MailParams }>(path, async (request, reply) => {
      const member = memberOf(context, request);
      if (!member) return reply.redirect('/console/sign-in', 303);
      const { contact, record } = await mailOf(context, member, request.params);
      const view = {
        contact,
        record,
        member,
        csrf: reply.generateCsrf(),
        words: words(),
        to: recipientOf(context.maps(), record),
        copy: await mailCopy(context, contact, record),
      };
      loosenPolicy(reply, { 'frame-src': ["'self'"] });
      return sendPage(reply, consoleMailPage(view));
    });

    pages.get<{ Params: MailParams }>(`${path}/copy`, async (request, reply) => {
      const html = await copyOf(context, request);
      return sendCopy(reply, html);
    });
  };
}

async function copyOf(
  context: GatewayContext,
  request: FastifyRequest<{ Params: MailParams }>,
): Promise<string> {
  const member = memberOf(context, request);
  if (!member) throw new Problem({ ...NOT_FOUND, status: 401, title: 'Please sign in' });
  const { contact, record } = await mailOf(context, member, request.params);
  const copy = await mailCopy(context, contact, record);
  if ('missing' in copy) throw new Problem(NOT_FOUND);
  return copy.mail.html;
}

function sendCopy(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-security-policy', COPY_POLICY)
    .header('x-frame-options', 'SAMEORIGIN')
    .type('text/html; charset=utf-8')
    .send(html);
}

const NOT_FOUND = {
  status: 404,
  code: 'unknown-contact',
  title: 'There is nothing to see here',
  detail: 'There is no such contact or mail, or your teams were never asked about this contact.',
  next: { href: '/console', label: 'To the applications' },
};

/** By id only: addresses do not belong into addresses of pages. */
async function contactOf(context: GatewayContext, { sees }: TeamMember, id: string): Promise<ContactView> {
  const contact = (await mayVisit(context.partners, sees, id))
    ? await findContact(context.partners, id)
    : undefined;
  if (contact?.id !== id) throw new Problem(NOT_FOUND);
  return contact;
}

async function mailOf(
  context: GatewayContext,
  member: TeamMember,
  { id, map, entry, index }: MailParams,
): Promise<{ contact: ContactView; record: MailRecord }> {
  const contact = await contactOf(context, member, id);
  const isNumber = (text: string): boolean => /^\d{1,9}$/.test(text);
  const ref = { contactId: contact.id, map, entry: Number(entry), index: Number(index) };
  const record = isNumber(entry) && isNumber(index) ? await findMail(context.partners, ref) : undefined;
  if (!record) throw new Problem(NOT_FOUND);
  return { contact, record };
}

function runUrl({ temporalUi }: GatewayContext, contactId: string): string | undefined {
  if (!temporalUi) return undefined;
  const { url, namespace } = temporalUi;
  const run = encodeURIComponent(`contact/${contactId}`);
  return `${url.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${run}`;
}
