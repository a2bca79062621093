import type { FastifyPluginAsync } from 'fastify';
import { readEvent } from '../../messages/read-message.ts';
import { recordCustomEvent } from '../../partners/record-custom-event.ts';
import type { Refused } from '../../partners/refusal.ts';
import type { GatewayContext } from '../context.ts';
import { instantOf, invalidBody, notRecorded, parseBody, signedHook } from '../signed-hook.ts';

const NO_EVENT = 'The body does not describe an event';

const POINTER: Partial<Record<Refused['code'], string>> = {
  'unknown-partner': '/partner',
  'unknown-event': '/type',
  'bad-event-data': '/data',
  'in-future': '/at',
};

/**
 * `POST /hooks/events`: events of events.yaml from any system, signed by Standard Webhooks. Answered as
 * `/hooks/sales` does: when the event is committed, and not before.
 */
export function eventsHookRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (hooks) =>
    signedHook(hooks, '/hooks/events', context, async (text) => {
      const reading = readEvent(parseBody(text, NO_EVENT));
      if ('problems' in reading) throw invalidBody(NO_EVENT, reading.problems);
      const { at, ...event } = reading.message;
      const result = await recordCustomEvent(context.partners, { ...event, ...instantOf(at, NO_EVENT) });
      if (result.status === 'conflict') throw notRecorded({ ...result, status: 'conflict' });
      if (result.status === 'refused') throw notRecorded(result, POINTER[result.code]);
      return { status: result.status, id: event.id };
    });
}
