import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../src/stack/ensure-temporal.ts';
import { defaultCacheDirectory } from '../../src/temporal/server-resolver/executable-cache.ts';
import {
  resolveTemporalServer,
  TemporalServerNotFound,
} from '../../src/temporal/server-resolver/resolve-temporal-server.ts';
import { startTemporalServer } from '../../src/temporal/server-resolver/start-temporal-server.ts';

/** What `requireTool` says where no dev server can be found, downloaded or built. */
export const TEMPORAL_SERVER = {
  name: 'The Temporal dev server',
  get: 'put "temporal" on the PATH, or install Go 1.26.4 or newer and it is built once',
};

/** A dev server of a test file's own. */
export interface TestServer {
  address: string;
  client: Client;
  /** For workers. */
  connection: NativeConnection;
  /** A folder that goes with the server. */
  directory: string;
  stop(): Promise<void>;
}

/** Path of the dev server's executable; the first time on a machine it may be built, which takes minutes. */
export async function findTemporalServer(): Promise<string | undefined> {
  // A test never runs on the server that somebody works with.
  const { TEMPORAL_ADDRESS: _somebodys, ...env } = process.env;
  try {
    const server = await resolveTemporalServer({
      env,
      cacheDirectory: defaultCacheDirectory(env),
      report: () => undefined,
    });
    return server.kind === 'executable' ? server.path : undefined;
  } catch (error) {
    if (error instanceof TemporalServerNotFound) return undefined;
    throw error;
  }
}

/** Starts a server on free ports, with its database in a folder of its own. */
export async function startTestServer(
  executable: string | undefined,
  dynamicConfiguration: Record<string, number> = {},
): Promise<TestServer> {
  if (executable === undefined) throw new Error('Guard the test with requireTool.');
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-temporal-'));
  const server = await startTemporalServer({
    executable,
    port: 0,
    uiPort: 0,
    databaseFile: join(directory, 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
    dynamicConfiguration,
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  const connection = await Connection.connect({ address: server.address });
  const native = await NativeConnection.connect({ address: server.address });
  return {
    address: server.address,
    client: new Client({ connection }),
    connection: native,
    directory,
    async stop() {
      await connection.close();
      await native.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
