import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { InboxMessage } from './message.ts';
import { STYLE, listPage, mailDocument, messagePage, notFoundPage } from './pages.ts';
import type { InboxStore } from './store.ts';

/** Content-Security-Policy of pages around mails. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail is somebody else's HTML: no scripts, no origin; styles and pictures as mail programs allow them. */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; form-action 'none'; frame-ancestors 'self'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox';

/** The inbox for people (pages) and for programs (JSON). */
export function inboxWeb(store: InboxStore): FastifyInstance {
  const web = Fastify({ logger: false });
  web.addHook('onSend', async (_request, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff').header('Referrer-Policy', 'no-referrer');
    reply.header('Cache-Control', 'no-store');
    if (!reply.hasHeader('Content-Security-Policy')) reply.header('Content-Security-Policy', PAGE_POLICY);
  });

  web.get('/', (_request, reply) => html(reply, listPage(store.list())));
  web.get('/style.css', (_request, reply) => reply.type('text/css').send(STYLE));
  web.get('/messages.json', () => ({ messages: store.list() }));

  const forMail = (path: string, answer: (mail: InboxMessage, reply: FastifyReply) => unknown): void => {
    web.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const mail = await store.read(request.params.id);
      return mail ? answer(mail, reply) : html(reply.code(404), notFoundPage());
    });
  };
  forMail('/messages/:id', (mail, reply) => html(reply, messagePage(mail)));
  forMail('/messages/:id.json', ({ raw: _raw, ...mail }) => mail);
  forMail('/messages/:id/raw', (mail, reply) => reply.type('text/plain; charset=utf-8').send(mail.raw));
  forMail('/messages/:id/html', (mail, reply) =>
    html(reply.header('Content-Security-Policy', MAIL_POLICY), mailDocument(mail.html)),
  );
  web.setNotFoundHandler((_request, reply) => html(reply.code(404), notFoundPage()));
  return web;
}

function html(reply: FastifyReply, content: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(content);
}
