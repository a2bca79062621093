import { Webhook } from 'standardwebhooks';
import type { Instant } from '../../program/time.ts';
import type { WebhookDelivery, AttemptResult } from '../../storage/webhook-deliveries.ts';
import { sendRequest } from '../send-request.ts';
import { WebhookRefused, type WebhookSettings } from '../settings.ts';
import { MOST_ATTEMPTS, pauseAfter } from './retries.ts';

/** Where messages are sent, and with what they are signed. */
export interface Endpoint {
  name: string;
  url: string;
  /** `whsec_` and base64. */
  secret: string;
}

/** An endpoint has to answer within this, in milliseconds: it acknowledges, and works afterwards. */
const ANSWER_WITHIN_MS = 15_000;
/** 410 Gone: the endpoint asks not to be called again (Standard Webhooks 1.0). */
export const GONE = 410;

/** What an attempt needs beyond the delivery. */
export interface Attempt {
  endpoint: Endpoint;
  allow: WebhookSettings['allow'];
  now: Instant;
  /** From 0 to 1. */
  chance: number;
}

/** Makes one attempt. Any status of 2xx is taken; redirects are not followed. Never throws. */
export async function sendDelivery(delivery: WebhookDelivery, attempt: Attempt): Promise<AttemptResult> {
  const { status, failure } = await answerTo(delivery, attempt);
  if (failure === undefined) return { status: 'delivered', answer: status };
  if (status === GONE || delivery.attempts >= MOST_ATTEMPTS) {
    return { status: 'failed', answer: status, failure };
  }
  const nextAt = attempt.now + pauseAfter(delivery.attempts, attempt.chance);
  return { status: 'waiting', answer: status, failure, nextAt };
}

async function answerTo(
  { webhook_id: id, body }: WebhookDelivery,
  { endpoint, allow, now }: Attempt,
): Promise<{ status: number | null; failure?: string }> {
  const at = new Date(now);
  const request = {
    url: new URL(endpoint.url),
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mapwright',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1_000)),
      'webhook-signature': new Webhook(endpoint.secret).sign(id, at, body),
    },
    body,
  };
  try {
    const settings = { allow, secrets: {} };
    const { status } = await sendRequest(request, settings, AbortSignal.timeout(ANSWER_WITHIN_MS));
    const isTaken = status >= 200 && status < 300;
    return isTaken ? { status } : { status, failure: `It answered ${status}.` };
  } catch (error) {
    return { status: null, failure: reasonOf(error) };
  }
}

/** Not Node's own message: that names the host, and with it perhaps a token. */
function reasonOf(error: unknown): string {
  if (error instanceof WebhookRefused) return error.message;
  const { name, code } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') return `It did not answer within ${ANSWER_WITHIN_MS / 1_000} seconds.`;
  return `It gave no answer: ${code ?? name}.`;
}
