import type { FastifyInstance } from 'fastify';

/**
 * One line per answered request. It names the route's pattern (`/login/:token`) and never the address
 * itself, so that tokens, query strings and form values cannot reach the log.
 */
export function registerRequestLog(gateway: FastifyInstance): void {
  gateway.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request answered',
    );
  });
}
