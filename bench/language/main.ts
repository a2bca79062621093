import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circumstances, writeResults } from '../results.ts';
import { measureColdStart } from './cold-start.ts';
import { measureMisspeltKey } from './misspelt-key.ts';
import { projectOf, writeProject } from './project.ts';
import { measureThroughput } from './throughput.ts';
import { measureWatch } from './watch-rounds.ts';

const SIZES = [250, 500, 1000, 2000];
const WATCHED = 1000;
const ROUNDS = { throughput: 5, coldStart: 31, watch: 30, misspeltKey: 5 };
const TARGETS = {
  checkOf1000Maps: 3000,
  watchRound: 50,
  timesEmptyProcess: 5,
  diagnosticsOfOneMisspeltKey: 1,
};
const REFERENCE_MAPS = fileURLToPath(new URL('../../maps', import.meta.url));

const measuredOn = circumstances();
const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-'));
try {
  const coldStart = measureColdStart(REFERENCE_MAPS, ROUNDS.coldStart);
  console.table([coldStart]);

  const projects = new Map<number, string>();
  for (const maps of SIZES) {
    projects.set(maps, join(folder, `${maps}-maps`));
    await writeProject(join(folder, `${maps}-maps`), projectOf(maps));
  }
  const throughput = measureThroughput(projects, ROUNDS.throughput);
  console.table(throughput.map(({ phases, ...whole }) => ({ ...whole, ...phases })));

  const watch = await measureWatch(projects.get(WATCHED) ?? '', WATCHED, ROUNDS.watch);
  console.table({ 'check, as it says itself': watch.check, 'from writing to the answer': watch.answer });

  const misspeltKey = await measureMisspeltKey(join(folder, 'misspelt'), 500, ROUNDS.misspeltKey);
  console.table([misspeltKey]);

  await writeResults('language', { measuredOn, targets: TARGETS, coldStart, throughput, watch, misspeltKey });
} finally {
  await rm(folder, { recursive: true, force: true });
}
