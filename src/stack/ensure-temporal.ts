import { join } from 'node:path';
import type { Configuration } from '../configuration/configuration.ts';
import { checkServer, connectionOptions, type ConnectionOptions } from '../temporal/connection.ts';
import { defaultCacheDirectory } from '../temporal/server-resolver/executable-cache.ts';
import { resolveTemporalServer } from '../temporal/server-resolver/resolve-temporal-server.ts';
import { startTemporalServer } from '../temporal/server-resolver/start-temporal-server.ts';
import type { Closers } from './closers.ts';

/** Search attributes that the runs publish; the SQL stores allow three lists in all. */
export const SEARCH_ATTRIBUTES = {
  Maps: 'KeywordList',
  MapSteps: 'KeywordList',
  RunStatus: 'Keyword',
} as const;

/**
 * The configured Temporal server, or a dev server of our own on a file below the state directory.
 * @throws ConfigurationUnusable, TemporalUnreachable, TemporalServerNotFound, TemporalServerFailed.
 */
export async function ensureTemporal(
  { temporal, stateDirectory }: Configuration,
  report: (line: string) => void,
  closers: Closers,
): Promise<{ connection: ConnectionOptions; uiUrl?: string }> {
  // The configuration has read the variable; here it only reaches the search.
  const env = { ...process.env, TEMPORAL_ADDRESS: temporal.address };
  const server = await resolveTemporalServer({ env, cacheDirectory: defaultCacheDirectory(env), report });
  if (server.kind === 'external') {
    const connection = await connectionOptions(temporal);
    await checkServer(connection, temporal.namespace);
    return { connection };
  }
  const running = await startTemporalServer({
    executable: server.path,
    port: temporal.port,
    uiPort: temporal.uiPort,
    databaseFile: join(stateDirectory, 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
    namespace: temporal.namespace,
    log: report,
  });
  closers.add(() => running.stop());
  report(`Temporal UI: ${running.uiUrl}`);
  return { connection: { address: running.address, tls: false }, uiUrl: running.uiUrl };
}
