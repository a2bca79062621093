import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runWatchTest } from '../../src/cli/commands/watch-test.ts';
import type { TestReport } from '../../src/simulator/report.ts';

test('scenarios are played again when a file has changed, until they are told to end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const maps = join(folder, 'maps');
  await cp('maps', maps, { recursive: true });
  const end = new AbortController();
  const passed: boolean[] = [];
  const scenario = join(maps, 'scenarios/declined.scenario.yaml');
  const next = async (): Promise<void> => {
    const text = await readFile(scenario, 'utf8');
    await writeFile(scenario, text.replace('left: true', 'left: false'));
  };
  const write = (text: string): void => {
    const { scenarios } = JSON.parse(text) as TestReport;
    passed.push(scenarios.every((one) => one.passed));
    if (passed.at(-1)) void next();
    else end.abort();
  };
  expect(await runWatchTest({ path: maps, format: 'json', write, signal: end.signal })).toBe(0);
  expect([passed[0], passed.at(-1)]).toEqual([true, false]);
});
