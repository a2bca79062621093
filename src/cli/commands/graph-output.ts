import { readFile, realpath } from 'node:fs/promises';
import { extname } from 'node:path';
import { writeWhole } from '../../releases/write-whole.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';
import type { GraphOptions, PictureFormat } from './graph.ts';

const ENDINGS: Record<string, PictureFormat> = {
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.svg': 'svg',
  '.json': 'json',
};

/** What to draw. @throws Stopped when a file's ending says nothing, or another thing than `--format`. */
export function formatOf({ format, output }: Pick<GraphOptions, 'format' | 'output'>): PictureFormat {
  if (output === undefined) return format ?? 'mermaid';
  const ending = extname(output).toLowerCase();
  const meant = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  if (format !== undefined && meant !== undefined && format !== meant)
    throw new Stopped(EXIT.usage, `${output} ends like ${meant}, but --format says ${format}.`);
  const chosen = format ?? meant;
  if (chosen) return chosen;
  throw new Stopped(
    EXIT.usage,
    `The ending of ${output} does not say what to draw: use .mmd, .svg or .json, or add --format.`,
  );
}

/**
 * Writes a file that a verb makes, unless it is current; with `check` only says whether it is. Line ends do not count,
 * for git may change them. Answers the exit code. @throws Stopped when the file cannot be read or written.
 */
export async function keepFile(
  file: string,
  text: string,
  { check, renew }: { check: boolean; renew: string },
): Promise<ExitCode> {
  const before = await readOrNothing(file);
  if (before !== undefined && before.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')) {
    process.stdout.write(`${file} is current.\n`);
    return EXIT.done;
  }
  if (check) {
    const state = before === undefined ? 'is missing' : 'is stale: the map has changed since it was drawn';
    process.stdout.write(`${file} ${state}. Renew it with: ${renew}\n`);
    return EXIT.failed;
  }
  await writeText(file, text);
  process.stdout.write(`${file} is written.\n`);
  return EXIT.done;
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Stopped(EXIT.failed, `${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Writes a file, through symbolic links. @throws Stopped */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeWhole(await realpath(file).catch(() => file), text);
  } catch (error) {
    throw new Stopped(EXIT.failed, `${file} cannot be written: ${reasonOf(error)}`);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'this user may not do that.',
  EPERM: 'this user may not do that.',
  EROFS: 'this disk is read-only.',
  EISDIR: 'it is a folder.',
  ENOTDIR: 'a part of its path is a file.',
  EEXIST: 'a part of its path is a file.',
  ENOSPC: 'the disk is full.',
};

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
