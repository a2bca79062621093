import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from './executable-cache.ts';

/** A cold start of the 130 MB executable from a slow disk takes seconds. */
const VERSION_TIMEOUT_MS = 20_000;

/** The first executable file called `name` in the directories of PATH; undefined where there is none. */
export async function findOnPath(name: string, env: Environment): Promise<string | undefined> {
  for (const directory of (env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    const file = join(directory, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

/** True for a regular file that this user may execute. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs `FILE --version`, which proves that it is no broken download and made for this machine.
 * Answers what it printed, or why it cannot be used.
 */
export async function versionOf(file: string): Promise<{ version: string } | { broken: string }> {
  try {
    const { stdout } = await promisify(execFile)(file, ['--version'], { timeout: VERSION_TIMEOUT_MS });
    return { version: stdout.trim() };
  } catch (error) {
    return { broken: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
