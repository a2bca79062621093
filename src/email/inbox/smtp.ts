import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';
import type { Instant } from '../../program/time.ts';
import type { InboxLog } from './inbox.ts';
import type { InboxStore } from './store.ts';

const LARGEST_MAIL = 10 * 1024 * 1024;

/** A listening SMTP server. */
export interface InboxSmtp {
  port: number;
  stop(): Promise<void>;
}

/** Takes every mail from this machine and answers 250 only when it is safe on disk. */
export async function startInboxSmtp(
  port: number,
  store: InboxStore,
  now: () => Instant,
  log: InboxLog,
): Promise<InboxSmtp> {
  const server = new SMTPServer({
    // On loopback there is nobody to hide from, and a self-signed certificate would only be refused.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 1_000,
    onData(stream, _session, answer) {
      receive(stream, store, now).then(
        (id) => answer(null, `stored as ${id}`),
        (error: unknown) => {
          log.error({ err: error }, 'a mail could not be stored');
          answer(replyOf(error));
        },
      );
    },
  });
  // Clients that hang up are nothing to report; a port that is taken is.
  const listening = once(server.server, 'listening');
  server.on('error', (error: Error) => log.warn({ err: error }, 'mail inbox: SMTP connection failed'));
  server.listen(port, '127.0.0.1');
  await listening;
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

class TooLarge extends Error {}

async function receive(stream: SMTPServerDataStream, store: InboxStore, now: () => Instant): Promise<string> {
  const raw = await buffer(stream);
  if (stream.sizeExceeded) throw new TooLarge();
  return (await store.save(raw, now())).id;
}

function replyOf(error: unknown): Error {
  return error instanceof TooLarge
    ? Object.assign(new Error('5.3.4 the mail is too large'), { responseCode: 552 })
    : Object.assign(new Error('4.3.0 the mail could not be stored, try again'), { responseCode: 451 });
}
