import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import { LARGEST_FILE } from './1-parse/bounds.ts';
import { fileNameOf, looksLikeSource } from './1-parse/document-kind.ts';
import type { SourceText } from './1-parse/source-text.ts';

const NEVER_SOURCES = new Set(['releases', 'node_modules', 'dist']);

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, not a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'it is a link that leads back to itself',
};

/** Why a file or folder cannot be read, for people. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/** A file that is or could be a source; `unread`: why it cannot be read. */
export interface Found {
  path: string;
  unread?: string;
}

/** The files below a folder. `above`: the real paths of the folders that lead here, so that a link to one of them is not followed for ever. */
export async function filesBelow(folder: string, above: readonly string[]): Promise<Found[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => isSeen(name));
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
export async function readSource({ path, unread }: Found): Promise<SourceText> {
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

/** Whether a file of this name could be a source, or a folder hold some. */
export function isWanted(name: string, isFolder: boolean): boolean {
  return isSeen(name) && (isFolder ? !NEVER_SOURCES.has(name) : looksLikeSource(name));
}

function isSeen(name: string): boolean {
  return !name.startsWith('.');
}

/** The path as people see it from where they are. */
export function shown(file: string): string {
  return relative(cwd(), file).split(sep).join('/') || '.';
}
