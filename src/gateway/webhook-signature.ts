import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Instant } from '../program/time.ts';

/** How far a webhook's timestamp may be from our clock, as the specification suggests: 5 minutes. */
const TOLERANCE_MS = 5 * 60_000;

/** The three headers of Standard Webhooks, as they came. */
export interface WebhookHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

/** Says why a message is not to be believed; undefined when it is genuine and fresh. */
export type SignatureCheck = (headers: WebhookHeaders, body: string, now: Instant) => string | undefined;

/**
 * Checks messages by Standard Webhooks 1.0 (symmetric signatures, `v1`). The package signs; the comparison is
 * ours because its own `verify` reads the machine's clock. Throws on a secret that is not base64.
 */
export function signatureCheck(secret: string): SignatureCheck {
  const webhook = webhookOf(secret);
  return ({ id, timestamp, signature }, body, now) => {
    if (!id || !timestamp || !signature)
      return 'The headers webhook-id, webhook-timestamp and webhook-signature are all required.';
    if (!/^\d{1,11}$/.test(timestamp)) return 'webhook-timestamp must be whole seconds since 1970 (UTC).';
    const at = Number(timestamp) * 1000;
    if (Math.abs(now - at) > TOLERANCE_MS)
      return `webhook-timestamp is ${at < now ? 'older' : 'newer'} than 5 minutes: send the message again with the current time, signed anew.`;
    const expected = Buffer.from(webhook.sign(id, new Date(at), body));
    // A message may carry several signatures, separated by spaces, while a secret is being changed.
    const genuine = signature.split(' ').some((candidate) => equal(Buffer.from(candidate), expected));
    return genuine
      ? undefined
      : 'No signature matches this body. Sign "id.timestamp.body" with the secret of this gateway (MAPWRIGHT_WEBHOOK_SECRET), and send the body byte for byte as it was signed.';
  };
}

function webhookOf(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch (cause) {
    throw new Error(
      'The webhook secret cannot be used: it must be "whsec_" followed by base64, such as the output of: printf whsec_; openssl rand -base64 32',
      { cause },
    );
  }
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
