import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import { LARGEST_FILE } from './1-parse/bounds.ts';
import { fileNameOf, looksLikeSource } from './1-parse/document-kind.ts';
import type { FileReader, SourceText } from './1-parse/source-text.ts';

const NEVER_SOURCES = new Set(['releases', 'node_modules', 'dist']);
const AT_ONCE = 64;

/**
 * Reads the sources below a folder from the disk; releases, packages and hidden files are none. Links are followed. A
 * file that cannot be read is named, and the others are read.
 */
export const readFolder: FileReader = async (path) => {
  try {
    const found = await filesBelow(path, [await realpath(path)]);
    const sources: SourceText[] = [];
    for (let from = 0; from < found.length; from += AT_ONCE)
      sources.push(...(await Promise.all(found.slice(from, from + AT_ONCE).map(readSource))));
    return sources;
  } catch (error) {
    const { path: inTheWay = path } = error as NodeJS.ErrnoException;
    return { path: shown(inTheWay), reason: reasonOf(error) };
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, not a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'it is a link that leads back to itself',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

interface Found {
  path: string;
  unread?: string;
}

/** `above`: the real paths of the folders that lead here, so that a link to one of them is not followed for ever. */
async function filesBelow(folder: string, above: readonly string[]): Promise<Found[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.'),
  );
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(entries.map((entry) => filesIn(entry, join(folder, entry.name), above)))).flat();
}

async function filesIn(entry: Dirent, path: string, above: readonly string[]): Promise<Found[]> {
  const isSource = looksLikeSource(path);
  try {
    const kind = entry.isSymbolicLink() ? await stat(path) : entry;
    if (kind.isDirectory()) return await filesOf(entry, path, above);
    if (!isSource) return [];
    return [kind.isFile() ? { path } : { path, unread: 'it is neither a file nor a folder' }];
  } catch (error) {
    return isSource || entry.isDirectory() ? [{ path, unread: reasonOf(error) }] : [];
  }
}

async function filesOf(entry: Dirent, path: string, above: readonly string[]): Promise<Found[]> {
  if (NEVER_SOURCES.has(entry.name)) return [];
  if (looksLikeSource(path)) return [{ path, unread: 'it is a folder, not a file' }];
  const real = entry.isSymbolicLink() ? await realpath(path) : join(above.at(-1) ?? '', entry.name);
  if (above.includes(real)) return [{ path, unread: 'it is a link to a folder above it' }];
  return filesBelow(path, [...above, real]);
}

/** Not more than can be used is read, so that a file of gigabytes does no harm. */
async function readSource({ path, unread }: Found): Promise<SourceText> {
  const nothing = { path: shown(path), bytes: new Uint8Array() };
  if (unread !== undefined) return { ...nothing, unread };
  if (!fileNameOf(path)) return nothing;
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > LARGEST_FILE) return { ...nothing, size };
    return { ...nothing, bytes: await file.readFile() };
  } catch (error) {
    return { ...nothing, unread: reasonOf(error) };
  }
}

/** The path as people see it from where they are. */
function shown(file: string): string {
  return relative(cwd(), file).split(sep).join('/') || '.';
}
