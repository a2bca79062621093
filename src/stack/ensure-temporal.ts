import { join } from 'node:path';
import type { Configuration } from '../configuration/configuration.ts';
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

/** The configured Temporal server, or a dev server of our own on a file below the state directory. */
export async function ensureTemporal(
  { temporal, stateDirectory }: Configuration,
  report: (line: string) => void,
  closers: Closers,
): Promise<{ address: string; uiUrl?: string }> {
  const env = { ...process.env, ...(temporal.address ? { TEMPORAL_ADDRESS: temporal.address } : {}) };
  const server = await resolveTemporalServer({ env, cacheDirectory: defaultCacheDirectory(env), report });
  if (server.kind === 'external') return { address: server.address };
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
  return running;
}
