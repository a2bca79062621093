import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mapwright, node } from '../language/command.ts';
import { circumstances, writeResults } from '../results.ts';
import { medians } from './population.ts';
import { writeScenarios } from './scenarios.ts';

const MAPS = fileURLToPath(new URL('../../maps', import.meta.url));
const PLAY_YEAR = fileURLToPath(new URL('play-year.ts', import.meta.url));
const ROUNDS = { population: 5, scenarios: 9 };
const CONTACTS = 10_000;
const SCENARIOS = 100;
const TARGETS = { populationSeconds: 15, populationMegabytes: 500, scenariosSeconds: 3 };

const measuredOn = circumstances();
const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-'));
try {
  const population = medians(
    Array.from(
      { length: ROUNDS.population },
      () => JSON.parse(node([PLAY_YEAR, MAPS, String(CONTACTS)]).out) as Record<string, number>,
    ),
  );
  console.table({ [`${CONTACTS} contacts × 1 year`]: population });

  const maps = join(folder, 'maps');
  await writeScenarios(MAPS, maps, SCENARIOS);
  const cold = Array.from({ length: ROUNDS.scenarios }, () => mapwright(['test', maps]).milliseconds);
  const scenarios = medians(cold.map((milliseconds) => ({ seconds: milliseconds / 1000 })));
  console.table({ [`mapwright test, ${SCENARIOS} scenarios, cold`]: scenarios });

  await writeResults('simulator', { measuredOn, targets: TARGETS, population, scenarios });
} finally {
  await rm(folder, { recursive: true, force: true });
}
