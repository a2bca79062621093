import Fastify, { type FastifyInstance } from 'fastify';
import { MAIL_POLICY, PAGE_POLICY } from '../inbox/web.ts';
import type { PreviewSite } from './preview-site.ts';

/** Serves a preview on loopback; each page is asked for anew, so that a reload shows the newest texts. */
export function previewServer(site: () => Promise<PreviewSite>): FastifyInstance {
  const web = Fastify({ logger: false });
  web.get<{ Params: { '*': string } }>('/*', async (request, reply) => {
    const name = request.params['*'] || 'index.html';
    const content = (await site()).get(name);
    const isMail = /\.(light|dark)\.html$/.test(name);
    return reply
      .code(content === undefined ? 404 : 200)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'no-store')
      .header('Content-Security-Policy', isMail ? MAIL_POLICY : PAGE_POLICY)
      .type(name.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8')
      .send(content ?? 'There is no such page.');
  });
  return web;
}
