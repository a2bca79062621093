import { randomUUID } from 'node:crypto';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { EXIT, Stopped } from './exit-codes.ts';

/**
 * Writes edited texts in the place of those that they were made from. Each file is there whole, the old one or the
 * new one, whatever happens; links, and who may read it, stay as they are.
 * @throws Stopped when a file cannot be written, or is no more what was read.
 */
export async function writeEdits(
  before: ReadonlyMap<string, string>,
  edited: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, text] of edited) {
    try {
      await replaceWhole(path, before.get(path), text);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      const { message } = error as Error;
      throw new Stopped(EXIT.failed, `${path} could not be written, so it is as it was: ${message}`);
    }
  }
}

async function replaceWhole(path: string, before: string | undefined, text: string): Promise<void> {
  const file = await realpath(path);
  const present = await readFile(file, 'utf8');
  // The compiler reads past a byte order mark.
  if (present.replace(/^\u{FEFF}/u, '') !== before)
    throw new Stopped(
      EXIT.failed,
      `${path} was changed while it was checked, so it was not fixed. Run it again.`,
    );
  if (present === text) return;
  const half = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(half, text);
    await chmod(half, (await stat(file)).mode);
    await rename(half, file);
  } finally {
    await rm(half, { force: true });
  }
}
