import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where downloaded and built servers are kept: `$XDG_CACHE_HOME/mapwright`, or `~/.cache/mapwright`.
 * Outside the checkout, so that a fresh clone need not build again (XDG Base Directory Specification).
 */
export function defaultCacheDirectory(env: Environment): string {
  const caches = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return join(caches, 'mapwright');
}

/** The cached executable of one version of the Temporal command line (`1.8.2`); it need not exist. */
export function cachedExecutable(cacheDirectory: string, version: string): string {
  return join(cacheDirectory, `temporal-${version}`);
}

/**
 * Lets `make` write an executable in a temporary folder beside `target` and renames what it answers to
 * `target`: a second process never sees an unfinished file, and of two at once either one is good.
 * @throws what `make` throws; the temporary folder is removed in any case.
 */
export async function placeInCache(target: string, make: (folder: string) => Promise<string>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.`);
  try {
    await rename(await make(folder), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
