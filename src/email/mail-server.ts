import type { Instant } from '../program/time.ts';
import type { Mailbox } from './mailbox.ts';
import type { MergedEmail } from './merge-email.ts';

/** One message for the mail server. */
export interface OutgoingMail extends MergedEmail {
  from: Mailbox;
  to: Mailbox[];
  cc?: Mailbox[];
  /** Where answers go; absent: to the sender. */
  replyTo?: Mailbox;
  /** With angle brackets. */
  messageId: string;
  date: Instant;
  /** Further header fields; no personal data. */
  headers: Record<string, string>;
}

/** What the mail server made of a message. Its replies are given without the addresses in them. */
export type Delivery =
  /** It took the message (250); `refused` are the recipients that it will never deliver to. */
  | { status: 'accepted'; refused: string[] }
  /** None of the recipients exists. */
  | { status: 'no-such-recipient'; reply: string }
  /** It will not take this message, now or later: sender or content refused. */
  | { status: 'refused'; reply: string }
  /** Not now. `taken: 'unknown'` when the connection was lost where the server may have taken the message. */
  | { status: 'unavailable'; taken: 'no' | 'unknown'; reason: string };

/** Where mails go; an attempt ends within the sum of the server's time-outs. */
export interface MailServer {
  deliver(mail: OutgoingMail): Promise<Delivery>;
}

/** The mail server cannot take a mail now: worth trying again later. The message holds no personal data. */
export class MailServerUnavailable extends Error {
  override name = 'MailServerUnavailable';
}
