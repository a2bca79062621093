import { join } from 'node:path';
import type { Logger } from 'pino';
import { smtpUrlOf, type Configuration } from '../configuration/configuration.ts';
import { startInbox } from '../email/inbox/inbox.ts';
import type { Closers } from './closers.ts';
import { choosePort, type Report } from './report.ts';

/** Where mails go out. */
export interface MailDoor {
  smtpUrl: string;
  inboxUrl?: string;
}

/** The configured mail server, or a development inbox that keeps every mail on disk. */
export async function mailDoor(
  configuration: Configuration,
  log: Logger,
  report: Report,
  closers: Closers,
): Promise<MailDoor> {
  if (configuration.mail.smtpHost) return { smtpUrl: smtpUrlOf(configuration) };
  const { smtpPort, httpPort } = configuration.inbox;
  const [forSmtp, forWeb] = [
    { what: 'the inbox (SMTP)', setting: 'MAPWRIGHT_INBOX_SMTP_PORT' },
    { what: 'the inbox (web)', setting: 'MAPWRIGHT_INBOX_HTTP_PORT' },
  ];
  const smtp = await choosePort(smtpPort, forSmtp, report);
  const web = await choosePort(httpPort, forWeb, report);
  await Promise.all([smtp.release(), web.release()]);
  const inbox = await startInbox({
    smtpPort: smtp.port,
    httpPort: web.port,
    directory: join(configuration.stateDirectory, 'inbox'),
    log,
  });
  closers.add(() => inbox.stop());
  report(`Inbox: ${inbox.url}`);
  return { smtpUrl: `smtp://127.0.0.1:${inbox.smtpPort}`, inboxUrl: inbox.url };
}
