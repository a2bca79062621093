import { createHash } from 'node:crypto';
import { canonicalJson } from '../program/canonical.ts';

/** Names one mail for ever: the index counts the mails of one entry of a step, from 0. */
export interface MailKey {
  contactId: string;
  map: string;
  entry: number;
  index: number;
}

/**
 * The Message-ID (RFC 5322 §3.6.4) of a mail, in angle brackets. It derives from the key alone, so a
 * repetition carries the same one and the recipient's mail program can tell that it is the same mail.
 */
export function messageIdOf(key: MailKey, domain: string): string {
  const hash = createHash('sha256').update(canonicalJson(key)).digest('hex');
  return `<${hash.slice(0, 32)}@${domain}>`;
}
