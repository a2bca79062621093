import type { FastifyReply } from 'fastify';
import type { Html } from './views/html.ts';

/** Sends a page. Pages hold form tokens and people's figures: no cache may keep them. */
export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.toString());
}
