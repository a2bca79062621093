import { SMTPServer } from 'smtp-server';

/** Takes every mail, and prints its port once it listens. */
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, answer) {
    stream.on('end', () => answer(null)).resume();
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(String(typeof address === 'object' && address ? address.port : 0));
});
