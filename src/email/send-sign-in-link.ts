import { createHash } from 'node:crypto';
import type { Instant } from '../program/time.ts';
import { EmailError, type CompiledEmail } from './compiled-email.ts';
import { MailServerUnavailable, type MailServer } from './mail-server.ts';
import { domainOf, type Mailbox } from './mailbox.ts';
import { mergeEmail } from './merge-email.ts';

/** Mails a sign-in link. @throws MailServerUnavailable, EmailError: nothing was sent, and nobody's address is in it. */
export type SendSignInLink = (address: string, url: string) => Promise<void>;

/**
 * Sends sign-in links to the approval console through the mail server, as the built-in mail `console-sign-in`.
 * It belongs to no contact and no step, so it is in no send ledger: whoever gets none asks for another.
 */
export function signInLinkMailer(options: {
  server: MailServer;
  from: Mailbox;
  /** Loads the compiled `console-sign-in`. */
  email: () => Promise<CompiledEmail>;
  now: () => Instant;
}): SendSignInLink {
  const { server, from, email, now } = options;
  return async (address, url) => {
    const fields = Object.assign(Object.create(null) as object, { signIn: { url } });
    const delivery = await server.deliver({
      ...mergeEmail(await email(), { fields, wording: { locale: 'en', timeZone: 'UTC' } }),
      from,
      to: [{ address }],
      messageId: messageIdOf(url, domainOf(from.address)),
      date: now(),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Mapwright-Template': 'console-sign-in' },
    });
    if (delivery.status === 'unavailable')
      throw new MailServerUnavailable(`The mail server cannot take the sign-in link now: ${delivery.reason}`);
    if (delivery.status !== 'accepted')
      throw new EmailError(`The mail server refused the sign-in link: ${delivery.reply}`);
  };
}

/** One per link; who reads it learns nothing about the link. */
function messageIdOf(url: string, domain: string): string {
  return `<${createHash('sha256').update(`sign-in ${url}`).digest('hex').slice(0, 32)}@${domain}>`;
}
