import { createHash } from 'node:crypto';
import type { Instant } from '../program/time.ts';
import { EmailError, type CompiledEmail } from './compiled-email.ts';
import { MailServerUnavailable, type MailServer } from './mail-server.ts';
import { domainOf, type Mailbox } from './mailbox.ts';
import { mergeEmail } from './merge-email.ts';

/** Mails a sign-in link. @throws MailServerUnavailable, EmailError: nothing was sent, and nobody's address is in it. */
export type SendSignInLink = (address: string, url: string) => Promise<void>;

/** Mails the links to a partner's centers, one for each program; throws as `SendSignInLink` does. */
export type SendPartnerLinks = (
  address: string,
  links: readonly { title: string; url: string }[],
) => Promise<void>;

/** What a sign-in mail is sent with. */
interface SignInMailer {
  server: MailServer;
  from: Mailbox;
  /** Loads the compiled built-in mail. */
  email: () => Promise<CompiledEmail>;
  now: () => Instant;
}

/** Sends sign-in links to the approval console, as the built-in mail `console-sign-in`. */
export function signInLinkMailer(options: SignInMailer): SendSignInLink {
  return (address, url) =>
    sendSignIn(options, { template: 'console-sign-in', address, url, fields: { url } });
}

/** Sends sign-in links to the partner center, as the built-in mail `partner-sign-in`. */
export function partnerLinksMailer(options: SignInMailer): SendPartnerLinks {
  return async (address, links) => {
    const [first] = links;
    if (!first) return;
    await sendSignIn(options, { template: 'partner-sign-in', address, url: first.url, fields: { links } });
  };
}

/**
 * Sends a sign-in mail through the mail server. It belongs to no step, so it is in no send ledger: whoever gets none asks
 * for another.
 */
async function sendSignIn(
  { server, from, email, now }: SignInMailer,
  mail: { template: string; address: string; url: string; fields: object },
): Promise<void> {
  const { template, address, url } = mail;
  const fields = Object.assign(Object.create(null) as object, { signIn: mail.fields });
  const delivery = await server.deliver({
    ...mergeEmail(await email(), { fields, wording: { locale: 'en', timeZone: 'UTC' } }),
    from,
    to: [{ address }],
    messageId: messageIdOf(url, domainOf(from.address)),
    date: now(),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Mapwright-Template': template },
  });
  if (delivery.status === 'unavailable')
    throw new MailServerUnavailable(`The mail server cannot take the sign-in link now: ${delivery.reason}`);
  if (delivery.status !== 'accepted')
    throw new EmailError(`The mail server refused the sign-in link: ${delivery.reply}`);
}

/** One per link; who reads it learns nothing about the link. */
function messageIdOf(url: string, domain: string): string {
  return `<${createHash('sha256').update(`sign-in ${url}`).digest('hex').slice(0, 32)}@${domain}>`;
}
