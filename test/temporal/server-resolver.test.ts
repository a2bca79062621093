import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  cachedExecutable,
  defaultCacheDirectory,
  placeInCache,
} from '../../src/temporal/server-resolver/executable-cache.ts';
import type { Environment } from '../../src/temporal/server-resolver/executable-cache.ts';
import { MODULE_DIRECTORY, pinnedVersion } from '../../src/temporal/server-resolver/pinned-module.ts';
import {
  resolveTemporalServer,
  TemporalServerNotFound,
} from '../../src/temporal/server-resolver/resolve-temporal-server.ts';

/** Stands for the Temporal command line, as far as finding it goes. */
const RUNS = '#!/bin/sh\necho temporal version 1.8.2\n';
/** Stands for Go: `go build -ldflags… -o FILE PACKAGE` writes an executable. */
const GO_BUILDS = `#!/bin/sh
printf '${RUNS.replaceAll('\n', '\\n')}' > "$4"; /bin/chmod +x "$4"
echo "$1 $2 $5" > "\${0%/*}/asked"
`;
const GO_FAILS = '#!/bin/sh\necho "go: module lookup disabled" >&2; exit 1\n';

describe('resolveTemporalServer', () => {
  test('TEMPORAL_ADDRESS names a server that runs already', async () => {
    const { resolve } = scene();
    expect(await resolve({ TEMPORAL_ADDRESS: 'temporal.example.com:7233' })).toEqual({
      kind: 'external',
      address: 'temporal.example.com:7233',
    });
  });

  test('a temporal on PATH comes before the cache', async () => {
    const { resolve, executable } = scene();
    const path = executable('bin/temporal', RUNS);
    executable('cache/temporal-1.8.2', RUNS);
    expect(await resolve()).toEqual({ kind: 'executable', path, from: 'path' });
  });

  test('the cache comes before the download; what does not run is passed over and said', async () => {
    const { resolve, executable, told } = scene();
    executable('bin/temporal', '#!/bin/sh\nexit 3\n');
    const path = executable('cache/temporal-1.8.2', RUNS);
    expect(await resolve()).toEqual({ kind: 'executable', path, from: 'cache' });
    expect(told.join('\n')).toMatch(/on PATH: .*bin\/temporal does not run: .* \(\d+\.\d s\)/);
  });

  test('downloads by the protocol of the SDK, into the cache', async () => {
    const { resolve, folder, executable } = scene();
    executable('temporal', RUNS);
    execFileSync('tar', ['-czf', join(folder, 'archive.tar.gz'), '-C', folder, 'temporal']);
    const { origin, asked } = await serveDownload(join(folder, 'archive.tar.gz'));
    const path = cachedExecutable(join(folder, 'cache'), '1.8.2');
    expect(await resolve({}, origin)).toEqual({ kind: 'executable', path, from: 'download' });
    expect(asked[0]).toMatch(/^\/temporal-cli\/v1\.8\.2\?arch=(amd64|arm64)&platform=\w+$/);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-1.8.2']);
  });

  test('builds with Go where nothing can be downloaded, stripped and from the pinned module', async () => {
    const { resolve, executable, folder } = scene();
    executable('bin/go', GO_BUILDS);
    const path = cachedExecutable(join(folder, 'cache'), '1.8.2');
    expect(await resolve()).toEqual({ kind: 'executable', path, from: 'build' });
    expect(readFileSync(join(folder, 'bin/asked'), 'utf8').trim()).toBe(
      'build -ldflags=-s -w github.com/temporalio/cli/cmd/temporal',
    );
    expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-1.8.2']);
  });

  test('the last error lists what was tried and how to get a server', async () => {
    const { resolve, executable, folder } = scene();
    executable('bin/go', GO_FAILS);
    const error = await resolve().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TemporalServerNotFound);
    const { message, tried } = error as TemporalServerNotFound;
    expect(tried.map((line) => line.split(':')[0])).toEqual([
      'on PATH',
      'in the cache',
      'download from http',
      'build with Go',
    ]);
    expect(message).toContain('go: module lookup disabled');
    expect(message).toMatch(/TEMPORAL_ADDRESS=host:port[\s\S]*on the PATH[\s\S]*install Go/);
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });

  test('two at once leave one good file', async () => {
    const target = join(temporaryFolder(), 'cache', 'temporal-1.8.2');
    const write = (text: string) =>
      placeInCache(target, async (folder) => {
        writeFileSync(join(folder, 'file'), text);
        return Promise.resolve(join(folder, 'file'));
      });
    await Promise.all([write('one'), write('two')]);
    expect(readdirSync(join(target, '..'))).toEqual(['temporal-1.8.2']);
    expect(readFileSync(target, 'utf8')).toMatch(/^(one|two)$/);
  });

  test('the cache lies outside the checkout, where the XDG specification says', () => {
    expect(defaultCacheDirectory({ XDG_CACHE_HOME: '/var/cache', HOME: '/home/ada' })).toBe(
      '/var/cache/mapwright',
    );
    expect(defaultCacheDirectory({ HOME: '/home/ada' })).toBe('/home/ada/.cache/mapwright');
  });

  test('the version is the one of go.mod', async () => {
    expect(await pinnedVersion(MODULE_DIRECTORY)).toBe('1.8.2');
  });
});

/** A machine with nothing on it: an empty PATH, an empty cache, and a network in which nobody answers. */
function scene() {
  const folder = temporaryFolder();
  const told: string[] = [];
  const executable = (name: string, script: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, script);
    chmodSync(file, 0o755);
    return file;
  };
  const resolve = (env: Environment = {}, downloadService = 'http://127.0.0.1:1') =>
    resolveTemporalServer({
      env: { PATH: join(folder, 'bin'), ...env },
      cacheDirectory: join(folder, 'cache'),
      report: (line) => told.push(line),
      downloadService,
    });
  return { folder, told, executable, resolve };
}

/** The download service, with one archive. */
async function serveDownload(archive: string): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/archive.tar.gz') return response.end(readFileSync(archive));
    return response.end(
      JSON.stringify({ archiveUrl: `${origin}/archive.tar.gz`, fileToExtract: 'temporal' }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => void server.close());
  return { origin, asked };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mapwright-resolver-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
