import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import type { FileReader, SourceText } from './1-parse/source-text.ts';

const NEVER_SOURCES = new Set(['releases', 'node_modules', 'dist']);
const SOURCE_ENDINGS = /\.(ya?ml|md|mjml)$/;
const AT_ONCE = 64;

/** Reads the sources below a folder from the disk; releases, packages and hidden files are none. */
export const readFolder: FileReader = async (path) => {
  try {
    const files = await filesBelow(path);
    const sources: SourceText[] = [];
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const batch = files.slice(from, from + AT_ONCE);
      const texts = batch.map(async (file) => ({ path: shown(file), bytes: await readFile(file) }));
      sources.push(...(await Promise.all(texts)));
    }
    return sources;
  } catch (error) {
    const { code = '', path: inTheWay = path, message } = error as NodeJS.ErrnoException;
    return { path: shown(inTheWay), reason: REASONS[code] ?? message };
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, not a folder',
  EACCES: 'permission is denied',
};

async function filesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(isWanted);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? await filesBelow(path) : [path];
  });
  return (await Promise.all(nested)).flat();
}

function isWanted(entry: Dirent): boolean {
  if (entry.name.startsWith('.')) return false;
  return entry.isDirectory() ? !NEVER_SOURCES.has(entry.name) : SOURCE_ENDINGS.test(entry.name);
}

/** The path as people see it from where they are. */
function shown(file: string): string {
  return relative(cwd(), file).split(sep).join('/') || '.';
}
