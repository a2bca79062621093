import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Lets a sign-in mail go on its way without the answer waiting for it: how long that takes would tell whose address it is.
 * A failure is logged; the gateway closes when all are done.
 */
export function answerLater(
  pages: FastifyInstance,
): (request: FastifyRequest, mailing: Promise<unknown>) => void {
  const underway = new Set<Promise<unknown>>();
  pages.addHook('onClose', async () => void (await Promise.all(underway)));
  return (request, mailing) => {
    const watched = mailing
      .catch((err: unknown) => request.log.error({ err }, 'a sign-in link could not be mailed'))
      .finally(() => underway.delete(watched));
    underway.add(watched);
  };
}
