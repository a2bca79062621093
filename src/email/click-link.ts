import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailKey } from './message-id.ts';

/** A link of a mail whose clicks are counted: the mail, and the address that the link leads to. */
export interface ClickLink extends MailKey {
  link: string;
}

/**
 * The address under which a click on a link of a mail is counted. It says itself where it leads, signed, so it leads
 * nobody anywhere else, and works as long as the secret. Base64url hides nothing: the address of the link, the map and
 * an opaque contact id can be read in it.
 */
export function clickUrl(publicUrl: string, secret: string, click: ClickLink): string {
  const { contactId, map, entry, index, link } = click;
  const payload = Buffer.from(JSON.stringify([contactId, map, entry, index, link])).toString('base64url');
  return `${publicUrl.replace(/\/+$/, '')}/c/${payload}.${signatureOf(secret, payload)}`;
}

/** Reads a token of such an address; undefined when it was not made with this secret, or is not complete. */
export function readClickToken(secret: string, token: string): ClickLink | undefined {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const expected = Buffer.from(signatureOf(secret, payload));
  const given = Buffer.from(signature);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const fields = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Signed;
  const [contactId, map, entry, index, link] = fields;
  return { contactId, map, entry, index, link };
}

/** What is signed, in the order of a token. */
type Signed = [contactId: string, map: string, entry: number, index: number, link: string];

/** HMAC (RFC 2104) as base64url (RFC 4648 §5); the first word keeps it apart from what else the secret signs. */
function signatureOf(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(`click/${payload}`).digest('base64url');
}
