import type { FastifyPluginAsync } from 'fastify';
import type { GatewayContext } from '../context.ts';

/** `/health`: the process answers. `/ready`: so does everything it needs; 503 when not, and when the check itself fails. */
export function healthRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (gateway) => {
    gateway.get('/health', async () => ({ status: 'up' }));
    gateway.get('/ready', async (request, reply) => {
      const { ok, detail } = await context.ready().catch((err: unknown) => {
        request.log.error({ err }, 'the readiness check failed');
        return { ok: false, detail: { check: 'failed, see the log' } };
      });
      return reply.code(ok ? 200 : 503).send({ status: ok ? 'ready' : 'not ready', detail });
    });
  };
}
