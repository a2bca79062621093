import type { FastifyPluginAsync } from 'fastify';
import { openApiDocument } from '../openapi/document.ts';

/** `/openapi.json`: the doors for machines, as `docs/openapi.json` has them. */
export const openApiRoutes: FastifyPluginAsync = async (gateway) => {
  const document = JSON.stringify(openApiDocument());
  gateway.get('/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  );
};
