import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** How the server behaves in the next conversations. */
type Behaviour =
  | { kind: 'accept' }
  | { kind: 'refuse-recipient'; code: number; reply: string; only?: string }
  | { kind: 'refuse-sender'; code: number; reply: string }
  | { kind: 'refuse-content'; code: number; reply: string }
  /** Asks the test about each message; one that it does not take is refused for now. */
  | { kind: 'ask'; takes: (raw: string) => Promise<boolean> }
  /** Hangs up when the first bytes of the message arrive. */
  | { kind: 'close-in-data' }
  /** Takes the whole message, then hangs up without a reply. */
  | { kind: 'take-and-drop' }
  /** Takes the whole message and says nothing more. */
  | { kind: 'take-and-hang' }
  | { kind: 'no-greeting' };

/** A real SMTP server on loopback that does what a test tells it. */
export interface ScriptedSmtp {
  url: string;
  behaviour: Behaviour;
  /** Every message whose last byte arrived, answered or not. */
  received: { raw: string; to: string[] }[];
  /** Connections that were opened so far. */
  connections: number;
  /** Ends all connections at once. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const hangUp = (): void => sockets.forEach((socket) => socket.destroy());
  const scripted: ScriptedSmtp = {
    url: '',
    behaviour: { kind: 'accept' },
    received: [],
    connections: 0,
    hangUp,
    stop,
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onConnect: (_session, answer) => {
      if (scripted.behaviour.kind !== 'no-greeting') answer();
    },
    onMailFrom: (_address, _session, answer) =>
      answer(scripted.behaviour.kind === 'refuse-sender' ? failure(scripted.behaviour) : null),
    onRcptTo({ address }, _session, answer) {
      const { behaviour } = scripted;
      const refused = behaviour.kind === 'refuse-recipient' && (behaviour.only ?? address) === address;
      answer(refused ? failure(behaviour) : null);
    },
    onData(stream, session, answer) {
      if (scripted.behaviour.kind === 'close-in-data') {
        stream.once('data', hangUp);
        return;
      }
      void text(stream).then((raw) => {
        scripted.received.push({ raw, to: session.envelope.rcptTo.map(({ address }) => address) });
        const { behaviour } = scripted;
        if (behaviour.kind === 'take-and-hang') return;
        if (behaviour.kind === 'take-and-drop') hangUp();
        else if (behaviour.kind === 'ask')
          void behaviour.takes(raw).then((taken) => answer(taken ? null : failure(NOT_NOW)), answer);
        else answer(behaviour.kind === 'refuse-content' ? failure(behaviour) : null);
      });
    },
  });
  async function stop(): Promise<void> {
    hangUp();
    await new Promise<void>((resolve) => server.close(resolve));
  }
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    scripted.connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  scripted.url = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return scripted;
}

const NOT_NOW = { code: 451, reply: 'Try again later' };

function failure({ code, reply }: { code: number; reply: string }): Error {
  return Object.assign(new Error(reply), { responseCode: code });
}
