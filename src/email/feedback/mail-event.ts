import type { Instant } from '../../program/time.ts';

/** What a mail system tells of a mail that it took: the one shape that all formats are read into. */
export interface MailEvent {
  /** Unique in its source. */
  id: string;
  /** Which system tells it, such as `sendgrid`. */
  source: string;
  /**
   * `hard-bounce`: the mailbox does not work; `soft-bounce`: this time only; `complaint`: the reader called it spam
   * (RFC 5965).
   */
  kind: 'hard-bounce' | 'soft-bounce' | 'complaint';
  /** Whose mailbox it is. */
  address: string;
  /** Of the mail, with angle brackets. */
  messageId?: string;
  /** What the receiving server said. */
  reason: string;
  /** When it happened; default: now. */
  at?: Instant;
}

/** Servers like to repeat the address, and a reason ends up in logs and in Temporal's history: one line without it. */
export function withoutAddresses(reply: string): string {
  return reply
    .replace(/[^\s<>:"]+@[^\s<>:"]+/g, '…')
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}
