import { randomUUID } from 'node:crypto';
import type { Instant } from '../../program/time.ts';
import { startInboxSmtp } from './smtp.ts';
import { openInboxStore } from './store.ts';
import { inboxWeb } from './web.ts';

/** Where the inbox tells of trouble; a pino logger fits. */
export interface InboxLog {
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Where and on what the inbox runs. Ports may be 0: any free one. */
export interface InboxOptions {
  smtpPort: number;
  httpPort: number;
  /** Holds one `.eml` file per mail. */
  directory: string;
  log: InboxLog;
  now?: () => Instant;
  randomId?: () => string;
}

/** A running development inbox. */
export interface Inbox {
  smtpPort: number;
  httpPort: number;
  /** Address of its page. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the development mail inbox on loopback: SMTP on one port, a page that shows what came on another.
 * Mails are files and survive a restart. @throws when a port is taken (`code: 'EADDRINUSE'`).
 */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const { directory, log, now = Date.now, randomId = randomUUID } = options;
  const store = await openInboxStore(directory, randomId);
  const smtp = await startInboxSmtp(options.smtpPort, store, now, log);
  const web = inboxWeb(store);
  const stop = async (): Promise<void> => {
    await Promise.all([smtp.stop(), web.close()]);
  };
  try {
    const url = await web.listen({ host: '127.0.0.1', port: options.httpPort });
    return { smtpPort: smtp.port, httpPort: Number(new URL(url).port), url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
