import type { FastifyInstance } from 'fastify';
import { stylesheet, stylesheetPath } from '../views/stylesheet.ts';

/** The stylesheet, under a name that changes with its text. */
export async function stylesheetRoutes(gateway: FastifyInstance): Promise<void> {
  gateway.get(stylesheetPath, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(stylesheet),
  );
}
