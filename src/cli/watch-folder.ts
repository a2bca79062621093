import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';

/** Editors write in several moves, and a checkout changes many files: what comes within this is one change. */
const QUIET_MS = 10;
/** Of several changes of a file within 50 ms chokidar tells the first, so every changed file is named again. */
const AGAIN_MS = 60;

/** What is watched, and until when. */
export interface WatchFolderOptions {
  /** Whether a file or folder of this name matters; others are not even looked at. */
  isWanted: (name: string, isFolder: boolean) => boolean;
  signal: AbortSignal;
}

/**
 * Watches the files below a folder until `signal` ends it. Once the promise is kept nothing escapes: what is
 * changed, added or removed from then on comes in batches of paths, as people see them and in order. A path
 * may be named once too often.
 */
export async function watchFolder(
  folder: string,
  { isWanted, signal }: WatchFolderOptions,
): Promise<AsyncIterable<string[]>> {
  const watcher = watchAround(resolve(folder), isWanted);
  const changed = new Set<string>();
  let bell = Promise.withResolvers<void>();
  let quiet: NodeJS.Timeout | undefined;
  const name = (path: string): void => {
    changed.add(relative('', path).split(sep).join('/'));
    clearTimeout(quiet);
    quiet = setTimeout(() => bell.resolve(), QUIET_MS);
  };
  watcher.on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir') return;
    name(path);
    if (event === 'change') setTimeout(() => name(path), AGAIN_MS).unref();
  });
  signal.addEventListener('abort', () => bell.resolve(), { once: true });
  // Where there is nothing to be watched yet, nothing else would keep the process.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve_) => void watcher.once('ready', resolve_));

  return (async function* () {
    while (!signal.aborted) {
      await bell.promise;
      bell = Promise.withResolvers();
      const batch = [...changed].sort();
      changed.clear();
      if (batch.length > 0 && !signal.aborted) yield batch;
    }
    clearTimeout(quiet);
    clearInterval(alive);
    await watcher.close();
  })();
}

/** Watches from the nearest folder above, so that it is noticed when the folder itself comes or goes. */
function watchAround(folder: string, isWanted: WatchFolderOptions['isWanted']): FSWatcher {
  let above = dirname(folder);
  while (!existsSync(above) && above !== dirname(above)) above = dirname(above);
  const watcher = watch(above, {
    ignoreInitial: true,
    ignored: (path, stats) => {
      const isOnTheWay = path === above || path === folder || folder.startsWith(path + sep);
      if (isOnTheWay || !path.startsWith(folder + sep)) return !isOnTheWay;
      return stats !== undefined && !isWanted(basename(path), stats.isDirectory());
    },
  });
  // What vanishes while it is looked at is no reason to stop: the next check says what is missing.
  return watcher.on('error', () => undefined);
}
