import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that is either there, whole, or not there: readers and other writers never meet half of it. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const half = `${file}.${process.pid}.part`;
  await writeFile(half, text);
  await rename(half, file);
}
