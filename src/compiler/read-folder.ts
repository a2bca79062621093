import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import type { FileReader, SourceText, Unreadable } from './1-parse/source-text.ts';

const NEVER_SOURCES = new Set(['releases', 'node_modules', 'dist']);
const SOURCE_ENDINGS = /\.(ya?ml|md|mjml)$/;
const AT_ONCE = 64;

/** Reads the sources below a folder from the disk; releases, packages and hidden files are none. */
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
        kept = again.length > 0 ? again : await inBatches(await filesBelow(path), readOne);
        return kept;
      } catch (error) {
        kept = undefined;
        const { code = '', path: inTheWay = path, message } = error as NodeJS.ErrnoException;
        return { path: shown(inTheWay), reason: REASONS[code] ?? message };
      }
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, not a folder',
  EACCES: 'permission is denied',
};

async function filesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) =>
    isWanted(entry.name, entry.isDirectory()),
  );
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? await filesBelow(path) : [path];
  });
  return (await Promise.all(nested)).flat();
}

/** Whether a file of this name could be a source, or a folder hold some. */
export function isWanted(name: string, isFolder: boolean): boolean {
  if (name.startsWith('.')) return false;
  return isFolder ? !NEVER_SOURCES.has(name) : SOURCE_ENDINGS.test(name);
}

/** Not all at once: a system allows only so many open files. */
async function inBatches<T>(files: readonly string[], read: (file: string) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < files.length; from += AT_ONCE) {
    all.push(...(await Promise.all(files.slice(from, from + AT_ONCE).map(read))));
  }
  return all;
}

async function readOne(file: string): Promise<SourceText> {
  return { path: shown(file), bytes: await readFile(file) };
}

async function readAgain(file: string): Promise<SourceText | { path: string }> {
  const isThere = await lstat(file).catch(() => undefined);
  return isThere ? await readOne(file) : { path: shown(file) };
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

/** The path as people see it from where they are. */
function shown(file: string): string {
  return relative(cwd(), file).split(sep).join('/') || '.';
}
