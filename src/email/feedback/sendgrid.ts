import { createPublicKey, verify } from 'node:crypto';
import type { MailEvent } from './mail-event.ts';

/**
 * One event of SendGrid's Event Webhook, as far as it is read
 * (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event).
 */
interface SendGridEvent {
  sg_event_id?: unknown;
  event?: unknown;
  /** Of `bounce`: `blocked` is a refusal for this time. */
  type?: unknown;
  email?: unknown;
  /** Seconds since 1970. */
  timestamp?: unknown;
  /** The Message-ID that the mail came with. */
  'smtp-id'?: unknown;
  reason?: unknown;
  status?: unknown;
}

/** The bounces and complaints among the events of one request; undefined when it is no list. */
export function readSendGrid(body: unknown): MailEvent[] | undefined {
  return Array.isArray(body) ? (body as SendGridEvent[]).flatMap(eventOf) : undefined;
}

function eventOf(event: SendGridEvent | null): MailEvent[] {
  const kind = event && kindOf(event);
  if (!event || !kind || typeof event.sg_event_id !== 'string' || typeof event.email !== 'string') return [];
  const { sg_event_id: id, email: address, timestamp, 'smtp-id': messageId } = event;
  const reason = [event.status, event.reason].filter((part) => typeof part === 'string').join(' ');
  return [
    {
      id,
      source: 'sendgrid',
      kind,
      address,
      reason,
      ...(typeof messageId === 'string' ? { messageId } : {}),
      ...(typeof timestamp === 'number' ? { at: timestamp * 1_000 } : {}),
    },
  ];
}

function kindOf({ event, type }: SendGridEvent): MailEvent['kind'] | undefined {
  if (event === 'spamreport') return 'complaint';
  if (event === 'deferred') return 'soft-bounce';
  if (event === 'bounce') return type === 'blocked' ? 'soft-bounce' : 'hard-bounce';
  return undefined;
}

/**
 * Whether SendGrid sent a body: an ECDSA signature (P-256, SHA-256) over timestamp and body
 * (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features).
 * @param publicKey the verification key as SendGrid shows it: base64 of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
 */
export function isFromSendGrid(
  publicKey: string,
  { timestamp, signature }: { timestamp: string; signature: string },
  body: string,
): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(timestamp + body), key, Buffer.from(signature, 'base64'));
}
