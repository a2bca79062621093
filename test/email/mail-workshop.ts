import type { Kysely } from 'kysely';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { sendMail } from '../../src/email/send-mail.ts';
import type { Mailer, MailToSend } from '../../src/email/send-mail.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import type { ActivityOutcome, MailRequest } from '../../src/program/commands.ts';
import type { SendingPolicy } from '../../src/program/settings.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';
import { makePlace } from '../storage/temporary-database.ts';
import { email, sending } from './sample-emails.ts';
import { mailRequest, sampleContext } from './sample-mails.ts';
import { startScriptedSmtp } from './scripted-smtp.ts';
import type { ScriptedSmtp } from './scripted-smtp.ts';

const START = Date.UTC(2026, 0, 5, 9);

/** A mailer on a real database and a real SMTP server, with a clock that stands still until it is moved. */
export interface MailWorkshop {
  db: Kysely<Database>;
  smtp: ScriptedSmtp;
  mailer: Mailer;
  /** What is different in the sending policy. */
  policy: Partial<SendingPolicy>;
  clock: { now: number };
  /** Asks for Ada's mail number `index` of entry 7. */
  send(more?: Partial<MailToSend>, request?: Partial<MailRequest>): Promise<ActivityOutcome>;
  /** From now on mailers wait a second for the server, or as long as usual. */
  patience(seconds: 'one' | 'usual'): void;
  /** The row of the send ledger. */
  row(): Promise<{
    status: string;
    verdict: string | null;
    resends: number;
    message_id: string;
    lease_until: number;
  }>;
  suppressed(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens one, with Ada in it; the mail is of the topic. */
export async function openMailWorkshop(topic?: string): Promise<MailWorkshop> {
  const place = await makePlace();
  const db = await openDatabase(place.location);
  const smtp = await startScriptedSmtp();
  const clock = { now: START };
  await insertAda(db);
  const body = 'Hello {{default contact.firstName "there"}},\n\nyou earned **{{commission.amount}}**.';
  const source = email(body, { subject: 'Dänk you, {{contact.firstName}} ✓', ...(topic ? { topic } : {}) });
  const compiled = await renderEmail(source, sending);
  const mailer: Mailer = {
    db,
    server: smtpMailServer(smtp.url),
    from: parseMailbox('Acme Pärtners <partners@acme.example>'),
    email: () => Promise.resolve(compiled),
    now: () => clock.now,
  };
  const shop: MailWorkshop = {
    db,
    smtp,
    mailer,
    policy: {},
    clock,
    async send(more = {}, request = {}) {
      const wanted = mailRequest('thanks-for-sale', request);
      return await sendMail(mailer, {
        contactId: 'c_ada',
        origin: { map: 'main.notices', step: 'thanks-for-sale', entry: 7 },
        request: wanted,
        email: compiled,
        policy: { ...sending, ...shop.policy },
        zone: 'UTC',
        recipients: { to: [{ name: 'Ada Lovelace', address: 'ada@example.com' }], cc: [] },
        context: sampleContext(wanted),
        ...more,
      });
    },
    patience(seconds) {
      const timeouts = seconds === 'one' ? { greeting: 1_000, socket: 1_000 } : {};
      mailer.server = smtpMailServer(smtp.url, timeouts);
    },
    row: () => db.selectFrom('sent_mails').selectAll().executeTakeFirstOrThrow(),
    suppressed: async () =>
      (await db.selectFrom('suppressions').select('address').execute()).map(({ address }) => address),
    async close() {
      await smtp.stop();
      await db.destroy();
      await place.remove();
    },
  };
  return shop;
}

async function insertAda(db: Kysely<Database>): Promise<void> {
  await db
    .insertInto('contacts')
    .values({
      id: 'c_ada',
      email: 'ada@example.com',
      first_name: 'Ada',
      last_name: 'Lovelace',
      time_zone: null,
      locale: null,
      fields: '{}',
      tags: '[]',
      sequence: 0,
      created_at: START,
    })
    .execute();
  await db
    .insertInto('enrolments')
    .values({
      contact_id: 'c_ada',
      program: 'main',
      status: 'applied',
      referral_code: 'ADA7',
      application: '{}',
      applied_at: START,
      approved_at: null,
      rejected_reason: null,
      last_login_at: null,
    })
    .execute();
}
