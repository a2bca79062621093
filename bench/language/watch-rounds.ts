import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median, percentile } from '../median.ts';
import { startMapwright } from './command.ts';
import { mapName } from './map-text.ts';
import { rounded } from './rounded.ts';

/** How long it takes to check a changed map again, in milliseconds. */
export interface WatchRounds {
  maps: number;
  rounds: number;
  /** What the check itself says that it took: the changed file is read, and everything is checked that rests on it. */
  check: { median: number; p95: number };
  /** From the moment before the file is written until the answer has come. */
  answer: { median: number; p95: number };
}

/** Lets `mapwright check --watch` look at a project, and changes another map in each round, now wrongly, now rightly. */
export async function measureWatch(folder: string, maps: number, rounds: number): Promise<WatchRounds> {
  const watching = startMapwright(['check', '--watch', '--json', folder]);
  const lines = createInterface({ input: watching.stdout })[Symbol.asyncIterator]();
  const answers = async () =>
    JSON.parse(String((await lines.next()).value)) as { milliseconds: number; diagnostics: unknown[] };
  try {
    const checks: number[] = [];
    const waits: number[] = [];
    if ((await answers()).diagnostics.length > 0) throw new Error('The generated maps have mistakes.');
    for (let round = -WARM_UPS; round < rounds; round += 1) {
      const file = join(folder, `${mapName((round + WARM_UPS) % maps)}.map.yaml`);
      const text = await readFile(file, 'utf8');
      const isWrong = round % 2 === 0;
      for (const [changed, problems] of [
        [
          isWrong ? text.replace('email: welcome', 'email: welcom') : text.replace('3 days', '4 days'),
          isWrong ? 1 : 0,
        ],
        [text, 0],
      ] as const) {
        const began = performance.now();
        await replace(file, changed, `${folder}.next`);
        const { milliseconds, diagnostics } = await answers();
        const waited = performance.now() - began;
        if (diagnostics.length !== problems) throw new Error(`${diagnostics.length} problems in ${file}.`);
        if (round < 0) continue;
        checks.push(milliseconds);
        waits.push(waited);
      }
    }
    return { maps, rounds: checks.length, check: figuresOf(checks), answer: figuresOf(waits) };
  } finally {
    watching.kill('SIGINT');
    await once(watching, 'exit');
  }
}

const WARM_UPS = 3;

/** Writes a file whole, by way of another one: a reader sees the old text or the new one, and nothing in between. */
async function replace(file: string, text: string, by: string): Promise<void> {
  await writeFile(by, text);
  await rename(by, file);
}

function figuresOf(times: readonly number[]) {
  return { median: rounded(median(times)), p95: rounded(percentile(times, 95)) };
}
