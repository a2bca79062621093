import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whose link it is, and from which topic it unsubscribes. */
export interface UnsubscribeLink {
  contactId: string;
  topic: string;
}

/**
 * The address that unsubscribes a contact from a topic (RFC 8058). It works as long as the secret, for a mail may be
 * read years later, and it names nobody: contact ids are opaque.
 */
export function unsubscribeUrl(publicUrl: string, secret: string, link: UnsubscribeLink): string {
  const token = `${link.contactId}.${link.topic}.${signatureOf(secret, link)}`;
  return `${publicUrl.replace(/\/+$/, '')}/unsubscribe/${token}`;
}

/** Reads a token of such an address; undefined when it was not made with this secret, or is not complete. */
export function readUnsubscribeToken(secret: string, token: string): UnsubscribeLink | undefined {
  const [contactId = '', topic = '', signature = ''] = token.split('.');
  const expected = Buffer.from(signatureOf(secret, { contactId, topic }));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? { contactId, topic }
    : undefined;
}

/** HMAC (RFC 2104) as base64url (RFC 4648 §5); the first word keeps it apart from what else the secret signs. */
function signatureOf(secret: string, { contactId, topic }: UnsubscribeLink): string {
  return createHmac('sha256', secret).update(`unsubscribe/${contactId}/${topic}`).digest('base64url');
}
