import type { FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { WEBHOOK_SECRET } from './test-gateway.ts';

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

/** The three headers of a message signed at `at` (milliseconds). */
export function signed(body: string, at: number, secret = WEBHOOK_SECRET): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(at), body),
  };
}

/** Sends a genuine message; a text goes as it is. */
export function send(
  http: FastifyInstance,
  body: object | string,
  at: number,
  url = '/hooks/sales',
): Promise<Answer> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return http.inject({ method: 'POST', url, headers: signed(payload, at), payload });
}
