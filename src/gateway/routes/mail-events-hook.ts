import type { FastifyPluginAsync } from 'fastify';
import { readMailEvent } from '../../messages/read-message.ts';
import { recordMailEvent } from '../../partners/record-mail-event.ts';
import type { GatewayContext } from '../context.ts';
import { instantOf, invalidBody, notRecorded, parseBody, signedHook } from '../signed-hook.ts';

const NO_EVENT = 'The body does not describe a bounce or a complaint';

/**
 * `POST /hooks/mail-events`: bounces and complaints from any mail system, signed by Standard Webhooks. Answered as
 * `/hooks/sales` does: when the event is committed, and not before.
 */
export function mailEventsHookRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (hooks) =>
    signedHook(hooks, '/hooks/mail-events', context, async (text) => {
      const reading = readMailEvent(parseBody(text, NO_EVENT));
      if ('problems' in reading) throw invalidBody(NO_EVENT, reading.problems);
      const { type: kind, at, source = 'webhook', reason = '', ...event } = reading.message;
      const result = await recordMailEvent(context.partners, {
        ...event,
        kind,
        source,
        reason,
        ...instantOf(at, NO_EVENT),
      });
      if (result.status === 'conflict') throw notRecorded({ ...result, status: 'conflict' });
      return { status: result.status, id: event.id };
    });
}
