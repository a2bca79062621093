import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** Where and when something was measured. */
interface Circumstances {
  date: string;
  node: string;
  processor: string;
  cores: number;
  memoryGiB: number;
  /** Processes that wanted to run, on average over a minute, when the measuring began. */
  load: number;
}

/** The machine as it is now. */
export function circumstances(): Circumstances {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Keeps the figures in `bench/results/<name>.json`, formatted as the house has it. */
export async function writeResults(name: string, figures: object): Promise<void> {
  const directory = fileURLToPath(new URL('results/', import.meta.url));
  const file = `${directory}${name}.json`;
  await mkdir(directory, { recursive: true });
  await writeFile(
    file,
    await format(JSON.stringify(figures), { ...(await resolveConfig(file)), filepath: file }),
  );
}
