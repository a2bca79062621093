import { randomUUID } from 'node:crypto';
import { smtpUrlOf } from '../../configuration/configuration.ts';
import { dkimOf } from '../../email/dkim.ts';
import { domainOf, parseMailbox } from '../../email/mailbox.ts';
import { mailHeaders } from '../../email/mail-headers.ts';
import type { Delivery } from '../../email/mail-server.ts';
import { renderEmail } from '../../email/render-email.ts';
import { SAMPLE_UNSUBSCRIBE_URL, sampleMail } from '../../email/samples/sample-mail.ts';
import { SAMPLE_READERS, USUAL_READER } from '../../email/samples/sample-readers.ts';
import { smtpMailServer } from '../../email/smtp-mail-server.ts';
import { answer, type Format } from '../answer.ts';
import { compiledProject } from '../compiled-project.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';
import { readConfiguration } from '../read-configuration.ts';

/** `email send-test`. */
export interface EmailSendTestOptions {
  /** Name of the email. */
  template: string;
  to: string;
  /** Name of the sample reader. */
  reader: string;
  /** Folder of maps. */
  path: string;
  format: Format;
}

/** Sends one email, filled in for a sample reader, through the mail server that all mails go through. */
export async function runEmailSendTest(options: EmailSendTestOptions): Promise<ExitCode> {
  const { template, to, format } = options;
  const project = await compiledProject(options.path);
  const source = project.emails.find(({ name }) => name === template);
  if (!source) throw new Stopped(EXIT.failed, noSuchEmail(template, project.emails));
  const reader = SAMPLE_READERS.find(({ name }) => name === options.reader) ?? USUAL_READER;
  const { sending } = project.settings;
  const isMarketing = sending.topics?.[source.topic ?? '']?.marketing === true;
  const from = parseMailbox(sending.from);
  const mail = sampleMail(await renderEmail(source, sending), reader, project);
  const configuration = readConfiguration();
  const server = smtpMailServer(smtpUrlOf(configuration), {}, await dkimOf(configuration.mail));
  const delivery = await server.deliver({
    ...mail,
    subject: `[Test] ${mail.subject}`,
    from,
    to: [{ address: to }],
    messageId: `<${randomUUID()}@${domainOf(from.address)}>`,
    date: Date.now(),
    headers: mailHeaders(template, isMarketing ? SAMPLE_UNSUBSCRIBE_URL : undefined),
  });
  server.close();
  const { exitCode, line } = outcomeOf(delivery);
  answer(format, line, { ok: exitCode === EXIT.done, template, status: delivery.status, message: line });
  return exitCode;
}

function outcomeOf(delivery: Delivery): { exitCode: ExitCode; line: string } {
  switch (delivery.status) {
    case 'accepted':
      return { exitCode: EXIT.done, line: 'The mail server took the mail.' };
    case 'unavailable':
      return {
        exitCode: EXIT.unavailable,
        line:
          `The mail server cannot take the mail now: ${delivery.reason} It is set by MAPWRIGHT_SMTP_HOST; without it ` +
          'mails go to the inbox of `mapwright start`, which has to run.',
      };
    case 'no-such-recipient':
    case 'refused':
      return { exitCode: EXIT.failed, line: `The mail server refused the mail: ${delivery.reply}` };
  }
}

function noSuchEmail(name: string, emails: readonly { name: string }[]): string {
  const known = emails.map((email) => email.name).join(', ');
  return `There is no email ${name}. Known: ${known === '' ? 'none' : known}.`;
}
