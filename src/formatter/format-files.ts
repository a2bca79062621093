import { readFile, stat } from 'node:fs/promises';
import { fileNameOf } from '../compiler/1-parse/document-kind.ts';
import type { SourceText } from '../compiler/1-parse/source-text.ts';
import { readFolder } from '../compiler/read-folder.ts';
import { formatDocument, type Formatted } from './format-document.ts';

/** Formats the documents at each path, a file or a folder; nothing is written. A path without documents is a problem. */
export async function formatFiles(paths: readonly string[]): Promise<Formatted[]> {
  const formatted = new Map<string, Formatted>();
  for (const path of paths) {
    for (const one of await formatPath(path)) formatted.set(one.path, one);
  }
  return [...formatted.values()];
}

async function formatPath(path: string): Promise<Formatted[]> {
  // A file that is named is taken as it is; of a folder, the files that are documents by their names.
  if (await isFile(path)) return [await formatFile(path)];
  const sources = await readFolder(path);
  if (!Array.isArray(sources)) return [{ path: sources.path, problem: `cannot be read: ${sources.reason}` }];
  const documents = sources.filter(isDocument);
  if (documents.length === 0) return [{ path, problem: 'holds no maps, programs, scenarios or emails' }];
  return documents.map(formatDocument);
}

async function formatFile(path: string): Promise<Formatted> {
  try {
    return formatDocument({ path, bytes: await readFile(path) });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { path, problem: `cannot be read: ${error.message}` };
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

function isDocument({ path }: SourceText): boolean {
  const name = fileNameOf(path);
  return name !== undefined && name.kind !== 'layout';
}
