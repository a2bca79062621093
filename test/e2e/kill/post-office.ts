import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { MailMoment } from './moments.ts';

/** One accepted message. */
export interface Copy {
  /** With angle brackets. */
  messageId: string;
  template: string;
  to: string[];
}

/** A real SMTP server on loopback that keeps what it accepts, in the order of arrival. */
export interface PostOffice {
  port: number;
  copies: readonly Copy[];
  stop(): Promise<void>;
}

/**
 * Starts one on a free port. `reached` is told of the moments that only the server sees, while the client
 * waits for its reply; after `inside DATA, message lost` an answer of true means that the message is not kept.
 */
export async function startPostOffice(reached: (moment: MailMoment) => boolean): Promise<PostOffice> {
  const copies: Copy[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onRcptTo(_address, _session, answer) {
      reached('before DATA');
      answer();
    },
    onData(stream, { envelope }, answer) {
      const receive = async (): Promise<Error | null> => {
        const raw = await buffer(stream);
        if (reached('inside DATA, message lost')) return new Error('The message was dropped.');
        const { messageId = '', headers } = await PostalMime.parse(raw);
        const template = headers.find(({ key }) => key === 'x-mapwright-template')?.value ?? '';
        copies.push({ messageId, template, to: envelope.rcptTo.map(({ address }) => address) });
        reached('inside DATA, message taken');
        return null;
      };
      // A client that dies before its last byte leaves half a message, which nobody has taken.
      receive().then(answer, answer);
    },
  });
  // A killed client may reset its connection.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, copies, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
