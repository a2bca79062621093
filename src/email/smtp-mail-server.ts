import nodemailer from 'nodemailer';
import { EmailError } from './compiled-email.ts';
import { SIGNED_FIELDS, type Dkim } from './dkim.ts';
import type { MailServer, OutgoingMail } from './mail-server.ts';
import { deliveryOfError, refusedForGood } from './smtp-replies.ts';

/** All in milliseconds. `total` bounds a whole attempt and must stay below the send ledger's lease. */
export interface SmtpTimeouts {
  connection: number;
  greeting: number;
  /** Silence in the middle of a conversation. */
  socket: number;
  total: number;
}

const TIMEOUTS: SmtpTimeouts = { connection: 10_000, greeting: 8_000, socket: 20_000, total: 40_000 };

/** As many as activities of a worker, so that no mail waits for a connection while its attempt's time runs. */
const MOST_CONNECTIONS = 50;
/** A connection that nobody uses is closed after this, in milliseconds: long before any server closes it. */
const IDLE_MS = 2_000;

/** A mail server that keeps connections open between mails. */
export interface SmtpMailServer extends MailServer {
  /** Closes those that are idle, and the others once their mail is delivered. */
  close(): void;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A mail server spoken to by SMTP (RFC 5321), mails of one burst over the same connections.
 * @param url `smtp://host:port` (STARTTLS where offered) or `smtps://…` (RFC 8314), with `user:password@` where it
 * asks for them.
 * @param dkim absent: mails are not signed.
 * @throws EmailError when the URL is not one of these.
 */
export function smtpMailServer(
  url: string,
  timeouts: Partial<SmtpTimeouts> = {},
  dkim?: Dkim,
): SmtpMailServer {
  const { connection, greeting, socket, total } = { ...TIMEOUTS, ...timeouts };
  const transport = nodemailer.createTransport({
    ...connectionTo(url),
    pool: true,
    maxConnections: MOST_CONNECTIONS,
    idleTimeout: IDLE_MS,
    // Whether a mail is sent again is for the send ledger to decide, and never for the library.
    maxRequeues: 0,
    connectionTimeout: connection,
    greetingTimeout: greeting,
    dnsTimeout: connection,
    socketTimeout: socket,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim ? { dkim: signing(dkim) } : {}),
  });
  return {
    close: () => transport.close(),
    async deliver(mail) {
      if (!allAddresses(mail).every(isAddress))
        return { status: 'refused', reply: 'one of its addresses is none (RFC 5321 §4.1.2).' };
      // A server that drips one byte at a time never meets the other time-outs.
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(new Error('the server took too long')), total);
      try {
        const { signal } = deadline;
        const { rejectedErrors = [] } = await transport.sendMail({ ...messageOf(mail), signal });
        return { status: 'accepted', refused: refusedForGood(rejectedErrors) };
      } catch (error) {
        return deliveryOfError(error);
      } finally {
        // Until it fires a timer keeps the whole mail in memory.
        clearTimeout(timer);
      }
    },
  };
}

function signing({ domain, selector, privateKey }: Dkim) {
  return { domainName: domain, keySelector: selector, privateKey, headerFieldNames: SIGNED_FIELDS };
}

function connectionTo(url: string) {
  const parsed = URL.parse(url);
  if (!parsed?.hostname || !['smtp:', 'smtps:'].includes(parsed.protocol)) {
    throw new EmailError(
      'The address of the mail server is not understood. Write smtp://HOST:PORT or smtps://HOST:PORT, ' +
        'with USER:PASSWORD@ before HOST where it asks for them.',
    );
  }
  const secure = parsed.protocol === 'smtps:';
  const server = {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port),
    secure,
  };
  if (parsed.username === '') return server;
  return {
    ...server,
    auth: { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) },
    // A password never crosses a network in clear text.
    requireTLS: !LOOPBACK.has(parsed.hostname),
  };
}

function allAddresses({ from, to, cc = [], replyTo }: OutgoingMail): string[] {
  return [from, ...to, ...cc, ...(replyTo ? [replyTo] : [])].map(({ address }) => address);
}

/** One address and nothing else: the library would find another one in a text such as `a@b.example <c@d.example>`. */
function isAddress(address: string): boolean {
  return /^[^\s\p{Cc}<>(),;:"\\]+@[^\s\p{Cc}<>(),;"\\@]+$/u.test(address);
}

function messageOf(mail: OutgoingMail) {
  return {
    from: mailboxOf(mail.from),
    to: mail.to.map(mailboxOf),
    cc: mail.cc?.map(mailboxOf),
    replyTo: mail.replyTo && mailboxOf(mail.replyTo),
    envelope: {
      from: mail.from.address,
      to: [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address),
    },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.date),
    headers: mail.headers,
    xMailer: false as const,
  };
}

/** A name is what somebody typed into a form: one line, without control characters. */
function mailboxOf({ name, address }: OutgoingMail['from']) {
  const oneLine = name?.replace(/\p{Cc}+/gu, ' ').trim() ?? '';
  return { name: oneLine, address };
}
