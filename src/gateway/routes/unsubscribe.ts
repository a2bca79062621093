import type { FastifyPluginAsync } from 'fastify';
import { readUnsubscribeToken } from '../../email/unsubscribe-link.ts';
import { preferencesOf, setPreferences, type Preference } from '../../partners/consents.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { formValue } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { preferencesPage } from '../views/preferences.ts';
import { unsubscribedPage, unsubscribePage } from '../views/unsubscribe.ts';

/** Looks and answers per minute and address. */
const REQUESTS_PER_MINUTE = 60;

interface Params {
  Params: { token: string };
}

/** Whose link it is, the topic that it names, and all that they can choose. */
interface Reader {
  contactId: string;
  topic: Preference;
  all: Preference[];
}

/** The reader behind a link; refuses where the link was not ours, or nothing is left to leave. */
async function readerOf({ partners }: GatewayContext, token: string): Promise<Reader> {
  const link = readUnsubscribeToken(partners.secret, token);
  const all = link && (await preferencesOf(partners, link.contactId));
  if (!link || !all) {
    throw new Problem({
      status: 404,
      code: 'unsubscribe-unknown',
      title: 'This link is not complete',
      detail:
        'Open the link straight from the email, or copy the whole address: a part of it may have been cut off at the end of a line. You can also answer the email and ask to be taken off.',
    });
  }
  const topic = all.find((preference) => preference.topic === link.topic);
  if (topic) return { contactId: link.contactId, topic, all };
  throw new Problem({
    status: 410,
    code: 'topic-gone',
    title: 'These mails are no longer sent',
    detail: 'There is nothing to unsubscribe from: nobody gets mails of this kind any more.',
  });
}

/**
 * Leaving a topic (RFC 8058), and choosing among all of them. GET shows a button and changes nothing, because mail
 * scanners follow links. POST comes from that button or from a mail program: it needs neither cookie nor form token, for
 * only the reader of the mail knows the address, and it is answered without a redirect.
 */
export function unsubscribeRoutes(context: GatewayContext): FastifyPluginAsync {
  const config = { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' } };
  return async (pages) => {
    // RFC 8058 §3.2: what a mail program posts may be multipart, and says nothing that the address does not.
    pages.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, _body, done) =>
      done(null, {}),
    );

    pages.get<Params>('/unsubscribe/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const { topic } = await readerOf(context, token);
      return sendPage(
        reply,
        topic.subscribed ? unsubscribePage({ token, topic }) : unsubscribedPage({ token, topic }),
      );
    });

    pages.post<Params>('/unsubscribe/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const { contactId, topic } = await readerOf(context, token);
      await setPreferences(context.partners, contactId, { [topic.topic]: false }, 'unsubscribe');
      context.onCommitted();
      return sendPage(reply, unsubscribedPage({ token, topic }));
    });

    pages.get<Params>('/preferences/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const { all } = await readerOf(context, token);
      return sendPage(reply, preferencesPage({ token, preferences: all }));
    });

    pages.post<Params>('/preferences/:token', { config }, async (request, reply) => {
      const { token } = request.params;
      const { contactId, all } = await readerOf(context, token);
      const wanted = all.map(({ topic }) => [topic, formValue(request.body, topic) !== ''] as const);
      await setPreferences(context.partners, contactId, Object.fromEntries(wanted), 'preferences');
      context.onCommitted();
      const preferences = (await readerOf(context, token)).all;
      return sendPage(reply, preferencesPage({ token, preferences, saved: true }));
    });
  };
}
