import { buildExecutable } from './build-executable.ts';
import { DOWNLOAD_SERVICE, downloadExecutable } from './download-executable.ts';
import { cachedExecutable } from './executable-cache.ts';
import type { Environment } from './executable-cache.ts';
import { findOnPath, isExecutable, versionOf } from './executable-check.ts';
import { MODULE_DIRECTORY, pinnedVersion } from './pinned-module.ts';

/** A server that runs already, or an executable with which `startTemporalServer` starts one. */
export type TemporalServer =
  | { kind: 'external'; address: string }
  | { kind: 'executable'; path: string; from: 'path' | 'cache' | 'download' | 'build' };

/** What the search depends on. */
export interface ResolveOptions {
  /** PATH, TEMPORAL_ADDRESS, and what `go build` needs (HOME, GOPROXY, …). */
  env: Environment;
  /** Normally `defaultCacheDirectory(env)`. */
  cacheDirectory: string;
  /** Told each attempt, what came of it and how long it took. */
  report: (line: string) => void;
  /** Folder of the pinned Go module; the package's own when left out. */
  moduleDirectory?: string;
  /** Origin of the download service; Temporal's own when left out. */
  downloadService?: string;
}

/** No step found a server. The message lists what was tried and how to get one. */
export class TemporalServerNotFound extends Error {
  /** Each attempt and what came of it, in order. */
  readonly tried: readonly string[];

  constructor(tried: readonly string[], version: string) {
    super(
      [
        'No Temporal server was found. Tried:',
        ...tried.map((line) => `  - ${line}`),
        'To get one, do any of these:',
        '  - set TEMPORAL_ADDRESS=host:port to a server that runs already;',
        `  - put the Temporal command line (${version} or newer, https://docs.temporal.io/cli) on the PATH;`,
        '  - install Go 1.26.4 or newer (https://go.dev/dl), and it is built here once, in about 4 minutes.',
      ].join('\n'),
    );
    this.name = 'TemporalServerNotFound';
    this.tried = tried;
  }
}

/** One way to get the executable: its path, or why this way has none. */
interface Step {
  from: 'path' | 'cache' | 'download' | 'build';
  trying: string;
  find: () => Promise<{ path: string } | { missing: string }>;
}

/**
 * Finds a Temporal server: `TEMPORAL_ADDRESS`, else a `temporal` on PATH, else the one in the cache, else
 * the SDKs' download service, else built by Go from the pinned module (runtime.md §9).
 * @throws TemporalServerNotFound when all of these fail.
 */
export async function resolveTemporalServer(options: ResolveOptions): Promise<TemporalServer> {
  const address = options.env['TEMPORAL_ADDRESS'];
  if (address) {
    options.report(`Temporal server: ${address} (TEMPORAL_ADDRESS)`);
    return { kind: 'external', address };
  }
  const version = await pinnedVersion(options.moduleDirectory ?? MODULE_DIRECTORY);
  const tried: string[] = [];
  for (const step of stepsFor(options, version)) {
    const started = performance.now();
    const found = await step.find().catch((error: unknown) => ({ missing: reasonOf(error) }));
    const outcome = 'path' in found ? found.path : found.missing;
    options.report(`Temporal server: ${step.trying}: ${outcome} (${seconds(performance.now() - started)})`);
    if ('path' in found) return { kind: 'executable', path: found.path, from: step.from };
    tried.push(`${step.trying}: ${found.missing}`);
  }
  throw new TemporalServerNotFound(tried, version);
}

function stepsFor(options: ResolveOptions, version: string): Step[] {
  const { env, cacheDirectory, report } = options;
  const cached = cachedExecutable(cacheDirectory, version);
  const service = options.downloadService ?? DOWNLOAD_SERVICE;
  return [
    {
      from: 'path',
      trying: 'on PATH',
      find: async () => usable(await findOnPath('temporal', env), 'there is no temporal on PATH'),
    },
    {
      from: 'cache',
      trying: 'in the cache',
      find: async () => usable((await isExecutable(cached)) ? cached : undefined, `${cached} does not exist`),
    },
    {
      from: 'download',
      trying: `download from ${service}`,
      find: async () => {
        report(`Temporal server: asking ${service} for version ${version} …`);
        await downloadExecutable(cached, version, service);
        return usable(cached, '');
      },
    },
    {
      from: 'build',
      trying: 'build with Go',
      find: async () => {
        const go = await findOnPath('go', env);
        if (!go) return { missing: 'there is no go on PATH' };
        report(`Temporal server: building version ${version} with ${go}, once, in about 4 minutes …`);
        const moduleDirectory = options.moduleDirectory ?? MODULE_DIRECTORY;
        await buildExecutable({ target: cached, go, moduleDirectory, env, report });
        return usable(cached, '');
      },
    },
  ];
}

async function usable(
  path: string | undefined,
  absent: string,
): Promise<{ path: string } | { missing: string }> {
  if (path === undefined) return { missing: absent };
  const answer = await versionOf(path);
  return 'version' in answer ? { path } : { missing: `${path} does not run: ${answer.broken}` };
}

/** The cause says more than "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
