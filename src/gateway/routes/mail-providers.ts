import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { MailEvent } from '../../email/feedback/mail-event.ts';
import { readPostmark } from '../../email/feedback/postmark.ts';
import { isFromSendGrid, readSendGrid } from '../../email/feedback/sendgrid.ts';
import { recordMailEvent } from '../../partners/record-mail-event.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { invalidBody, parseJson } from '../signed-hook.ts';

/** SendGrid gathers events and sends them together. */
const BODY_LIMIT = 5 * 1024 * 1024;

/**
 * Bounces and complaints in the formats of two mail providers, each proven in the provider's own way:
 * `POST /mail-events/sendgrid` (there when its key is configured) and `POST /mail-events/postmark`.
 */
export function mailProviderRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (hooks) => {
    // A signature is over the bytes as sent.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    postmark(hooks, context);
    if (context.sendGridKey !== undefined) sendGrid(hooks, context, context.sendGridKey);
  };
}

function sendGrid(hooks: FastifyInstance, context: GatewayContext, publicKey: string): void {
  hooks.post('/mail-events/sendgrid', { bodyLimit: BODY_LIMIT }, async (request) => {
    const text = textOf(request);
    const signed = {
      timestamp: header(request, 'x-twilio-email-event-webhook-timestamp'),
      signature: header(request, 'x-twilio-email-event-webhook-signature'),
    };
    if (!isFromSendGrid(publicKey, signed, text))
      throw notGenuine(
        'No signature of SendGrid fits this body. Compare MAPWRIGHT_SENDGRID_KEY with its settings.',
      );
    const events = readSendGrid(parseJson(text));
    if (!events) throw notTheirs('SendGrid', 'must be a list of events');
    return record(context, events);
  });
}

function postmark(hooks: FastifyInstance, context: GatewayContext): void {
  const expected = Buffer.from(`mapwright:${context.webhookSecret}`);
  hooks.post('/mail-events/postmark', { bodyLimit: BODY_LIMIT }, async (request) => {
    const [, credentials = ''] = /^Basic (.+)$/i.exec(header(request, 'authorization')) ?? [];
    const given = Buffer.from(credentials, 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw notGenuine(
        'Give the webhook’s address as https://mapwright:SECRET@…, with MAPWRIGHT_WEBHOOK_SECRET.',
      );
    const body = parseJson(textOf(request));
    const event = typeof body === 'object' && body !== null ? readPostmark(body) : undefined;
    if (!event) throw notTheirs('Postmark', 'must be a record of a bounce or a spam complaint');
    return record(context, event === 'ignored' ? [] : [event]);
  });
}

/** One after the other: what failed is sent again by the provider, and what was recorded counts once. */
async function record(
  { partners, onCommitted }: GatewayContext,
  events: readonly MailEvent[],
): Promise<{ recorded: number; known: number }> {
  let recorded = 0;
  for (const event of events) {
    const { status } = await recordMailEvent(partners, event);
    if (status === 'recorded') recorded += 1;
  }
  if (recorded > 0) onCommitted();
  return { recorded, known: events.length - recorded };
}

function textOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

function header({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function notGenuine(detail: string): Problem {
  return new Problem({
    status: 401,
    code: 'bad-signature',
    title: 'The message is not signed as agreed',
    detail,
  });
}

function notTheirs(provider: string, detail: string): Problem {
  return invalidBody(`The body is not in the format of ${provider}`, [{ pointer: '', detail }]);
}
