import { lstat, realpath } from 'node:fs/promises';
import type { FileReader, SourceText, Unreadable } from './1-parse/source-text.ts';
import { filesBelow, readSource, reasonOf, shown } from './source-files.ts';

const AT_ONCE = 64;

/**
 * Reads the sources below a folder from the disk; releases, packages and hidden files are none. Links are followed. A
 * file that cannot be read is named, and the others are read.
 */
export const readFolder: FileReader = (path) => openFolder(path).read();

/** A folder on the disk that is read again and again. */
export interface Folder {
  /**
   * Its sources. `changed` names the only files that may have changed since the last time; without it all are
   * read. A source that is as it was stays the same object, and so do all together.
   */
  read: (changed?: readonly string[]) => Promise<SourceText[] | Unreadable>;
}

/** Opens a folder; what was read from it is kept. */
export function openFolder(path: string): Folder {
  let kept: SourceText[] | undefined;
  return {
    read: async (changed) => {
      try {
        const again = kept && changed ? withChanges(kept, await inBatches(changed, readAgain)) : [];
        // Of nothing, only the folder itself can say why.
        kept =
          again.length > 0
            ? again
            : await inBatches(await filesBelow(path, [await realpath(path)]), readSource);
        return kept;
      } catch (error) {
        kept = undefined;
        const { path: inTheWay = path } = error as NodeJS.ErrnoException;
        return { path: shown(inTheWay), reason: reasonOf(error) };
      }
    },
  };
}

/** Not all at once: a system allows only so many open files. */
async function inBatches<T, U>(files: readonly T[], read: (file: T) => Promise<U>): Promise<U[]> {
  const all: U[] = [];
  for (let from = 0; from < files.length; from += AT_ONCE) {
    all.push(...(await Promise.all(files.slice(from, from + AT_ONCE).map(read))));
  }
  return all;
}

async function readAgain(path: string): Promise<SourceText | { path: string }> {
  const isThere = await lstat(path).catch(() => undefined);
  return isThere ? await readSource({ path }) : { path: shown(path) };
}

function withChanges(kept: SourceText[], changes: readonly (SourceText | { path: string })[]): SourceText[] {
  const sources = new Map(kept.map((source) => [source.path, source]));
  let isChanged = false;
  for (const change of changes) {
    const before = sources.get(change.path);
    if ('bytes' in change) {
      if (before && Buffer.compare(before.bytes, change.bytes) === 0) continue;
      sources.set(change.path, change);
    } else if (!sources.delete(change.path)) continue;
    isChanged = true;
  }
  return isChanged ? [...sources.values()].sort(byPath) : kept;
}

/** The order in which folders are walked: a folder stands where its name does among its neighbours. */
function byPath(a: SourceText, b: SourceText): number {
  return a.path.replaceAll('/', '\0') < b.path.replaceAll('/', '\0') ? -1 : 1;
}
