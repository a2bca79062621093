import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { SignUpConfirmationsTable } from '../storage/tables/sign-ups.ts';
import type { CompiledEmail } from './compiled-email.ts';
import { formatInstant } from './format-time.ts';
import type { Delivery, MailServer } from './mail-server.ts';
import { domainOf, type Mailbox } from './mailbox.ts';
import { mergeEmail, type MergedEmail } from './merge-email.ts';
import { suppressedAmong } from './suppressions.ts';

type Row = Selectable<SignUpConfirmationsTable>;

/** What sending the links needs of the world. */
export interface ConfirmationMailer {
  db: Kysely<Database>;
  server: MailServer;
  from: Mailbox;
  /** Loads the compiled `confirm-sign-up`. */
  email: () => Promise<CompiledEmail>;
  /** Those of the current release, by name. */
  programs: () => Readonly<Record<string, PartnerProgram>>;
  /** The link that confirms an application, by the row's id. */
  urlOf: (id: string) => string;
  now: () => Instant;
  log: { warn(fields: Record<string, unknown>, message: string): void };
}

/** Longer than any attempt to send can take, in milliseconds. */
const LEASE_MS = 75_000;
/** As for the mails of maps: from one minute to one hour between attempts; the link's own time ends them. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Mails on their way at a time. */
const LANES = 4;

/**
 * Sends every link that is due and still opens something. Any number of processes may do so at once. These mails belong to
 * no contact yet, so their own rows stand for the send ledger: the claim of a mail outlasts its attempt, and after a crash in
 * between it goes out once more under the same Message-ID.
 */
export async function sendConfirmations(mailer: ConfirmationMailer): Promise<void> {
  await Promise.all(Array.from({ length: LANES }, () => sendUntilNoneIsDue(mailer)));
}

async function sendUntilNoneIsDue(mailer: ConfirmationMailer): Promise<void> {
  for (let row = await claimNext(mailer); row; row = await claimNext(mailer))
    await settle(mailer, row, await send(mailer, row));
}

/** One statement takes a mail, so that of several processes one sends it. */
async function claimNext({ db, now }: ConfirmationMailer): Promise<Row | undefined> {
  const at = now();
  for (;;) {
    const due = await db
      .selectFrom('sign_up_confirmations')
      .select(['id', 'mail_due_at'])
      .where('mail_due_at', '<=', at)
      .where('expires_at', '>', at)
      .orderBy('mail_due_at')
      .executeTakeFirst();
    if (!due) return undefined;
    const row = await db
      .updateTable('sign_up_confirmations')
      .set((eb) => ({ mail_due_at: at + LEASE_MS, mail_attempts: eb('mail_attempts', '+', 1) }))
      .where('id', '=', due.id)
      .where('mail_due_at', '=', due.mail_due_at)
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
}

/** `unwanted`: the address does not work, or the program is gone; there is nothing to send. */
async function send(mailer: ConfirmationMailer, row: Row): Promise<Delivery | { status: 'unwanted' }> {
  const program = mailer.programs()[row.program];
  if (!program || (await suppressedAmong(mailer.db, [row.email])).size > 0) return { status: 'unwanted' };
  return mailer.server.deliver({
    ...merged(await mailer.email(), program, mailer.urlOf(row.id), row.expires_at),
    from: mailer.from,
    to: [{ address: row.email }],
    messageId: messageIdOf(row.id, domainOf(mailer.from.address)),
    date: mailer.now(),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Mapwright-Template': 'confirm-sign-up' },
  });
}

function merged(email: CompiledEmail, program: PartnerProgram, url: string, expiresAt: Instant): MergedEmail {
  const { title, locale, timeZone } = program;
  const wording = { locale, timeZone };
  const fields = Object.assign(Object.create(null) as object, {
    program: { title },
    confirm: { url, expiresAt: formatInstant(expiresAt, wording) },
  });
  return mergeEmail(email, { fields, wording });
}

async function settle(
  { db, now, log }: ConfirmationMailer,
  { id, mail_attempts: attempts, mail_due_at: leaseUntil }: Row,
  delivery: Delivery | { status: 'unwanted' },
): Promise<void> {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const again = delivery.status === 'unavailable';
  // Where the server may have taken the mail, the claim stays until its lease ends.
  if (again && delivery.taken === 'unknown') return;
  await db
    .updateTable('sign_up_confirmations')
    .set({ mail_due_at: again ? now() + pause : null })
    .where('id', '=', id)
    .where('mail_due_at', '=', leaseUntil)
    .execute();
  if (again)
    log.warn({ id, attempts, reason: delivery.reason, retryInMs: pause }, 'A confirmation mail waits.');
  else if ('reply' in delivery)
    log.warn({ id, reply: delivery.reply }, 'The mail server refused a confirmation mail for good.');
}

/** RFC 5322 §3.6.4; a repetition carries the same one. Who reads it learns nothing about the link. */
function messageIdOf(id: string, domain: string): string {
  return `<${createHash('sha256').update(`confirm ${id}`).digest('hex').slice(0, 32)}@${domain}>`;
}
