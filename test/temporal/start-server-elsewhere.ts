import { startTemporalServer } from '../../src/temporal/server-resolver/start-temporal-server.ts';

// A Mapwright of its own: starts a server, says so, and ends without stopping it when its standard input ends.
const [executable = '', databaseFile = ''] = process.argv.slice(2);
await startTemporalServer({
  executable,
  databaseFile,
  port: 0,
  uiPort: 0,
  searchAttributes: {},
  log: () => undefined,
});
process.stdout.write('started\n');
process.stdin.once('end', () => process.exit(0)).resume();
