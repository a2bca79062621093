import { withoutAddresses } from './feedback/mail-event.ts';
import { isAboutMailbox } from './feedback/mailbox-status.ts';
import type { Delivery } from './mail-server.ts';

/** What nodemailer tells of a failed attempt, or of one refused recipient. */
interface SmtpError {
  message: string;
  code?: string;
  /** The system's own code, where `code` is nodemailer's. */
  originalCode?: string;
  /** The command that was answered; `API` when nothing was sent at all. */
  command?: string;
  response?: string;
  responseCode?: number;
  recipient?: string;
  rejectedErrors?: SmtpError[];
}

/** The conversation never got as far as the message. */
const BEFORE_THE_MESSAGE = new Set([
  'EDNS',
  'EAUTH',
  'ENOAUTH',
  'ETLS',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** Reads a failed attempt: by reply code (RFC 5321 §4.2) and by the command that was answered. */
export function deliveryOfError(thrown: unknown): Delivery {
  const error = asSmtpError(thrown);
  const reason = withoutAddresses(error.response ?? error.message);
  if (error.command === 'API') return { status: 'refused', reply: reason };
  if (error.command === 'RCPT TO' && isFull(error)) return { status: 'unavailable', taken: 'no', reason };
  if (isPermanent(error)) {
    if (error.command === 'RCPT TO') return recipientsRefused(error, reason);
    if (error.command === 'MAIL FROM' || error.command === 'DATA')
      return { status: 'refused', reply: reason };
    // A refused greeting or log-in says something about our access, nothing about this mail.
    return { status: 'unavailable', taken: 'no', reason };
  }
  const answered = error.responseCode !== undefined;
  const early = [error.code, error.originalCode].some((code) => code && BEFORE_THE_MESSAGE.has(code));
  return { status: 'unavailable', taken: answered || early ? 'no' : 'unknown', reason };
}

/** The addresses among partly refused recipients that will never work. */
export function refusedForGood(errors: readonly unknown[]): string[] {
  return errors
    .map(asSmtpError)
    .filter(isMailboxRefusal)
    .flatMap(({ recipient }) => recipient ?? []);
}

function recipientsRefused(error: SmtpError, reply: string): Delivery {
  const every = (error.rejectedErrors ?? [error]).every(isMailboxRefusal);
  return { status: every ? 'no-such-recipient' : 'refused', reply };
}

/**
 * Whether a reply to RCPT says that the mailbox does not work. Many servers answer RCPT what they think of the sender or of
 * us (530 is "authentication required"): the address may be right and our access wrong.
 */
function isMailboxRefusal(error: SmtpError): boolean {
  if (!isPermanent(error) || error.responseCode === 530 || isFull(error)) return false;
  const status = enhancedCode(error);
  return status === undefined || isAboutMailbox(status);
}

/** A full mailbox, or one that takes no more just now: 552 to RCPT is to be read as 452 (RFC 5321 §4.5.3.1.10). */
function isFull(error: SmtpError): boolean {
  return error.responseCode === 552 || enhancedCode(error) === '5.2.2';
}

/** Behind the reply code, where the server gives one (RFC 2034). */
function enhancedCode({ response = '' }: SmtpError): string | undefined {
  return /^\d{3}[ -](5\.\d\.\d{1,3})\b/.exec(response)?.[1];
}

function isPermanent({ responseCode }: SmtpError): boolean {
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600;
}

function asSmtpError(thrown: unknown): SmtpError {
  return thrown instanceof Error ? (thrown as SmtpError) : { message: String(thrown) };
}
