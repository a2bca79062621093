import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runTest, type TestOptions } from '../../../src/cli/commands/test.ts';
import type { TestReport } from '../../../src/simulator/report.ts';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** A copy of the reference maps in which one text of one file is replaced. */
async function mapsWith(file: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-test-'));
  folders.push(folder);
  const maps = join(folder, 'maps');
  await cp('maps', maps, { recursive: true });
  const source = await readFile(join(maps, file), 'utf8');
  expect(source).toContain(from);
  await writeFile(join(maps, file), source.replace(from, to));
  return maps;
}

async function run(options: Partial<TestOptions>): Promise<{ exitCode: number; text: string }> {
  let text = '';
  const write = (part: string) => void (text += part);
  const exitCode = await runTest({ path: 'maps', format: 'human', color: false, write, ...options });
  return { exitCode, text };
}

describe('the reference maps', () => {
  it('pass all their scenarios', async () => {
    const { exitCode, text } = await run({});
    expect(text).toMatch(/^✓ from the form to the first milestones maps\/scenarios\/journey.scenario.yaml$/m);
    expect(text).toContain('3 passed, 0 failed');
    expect(text).toContain('main.notices: 1 of 1 steps covered');
    expect(exitCode).toBe(0);
  });

  it('are reported for programs', async () => {
    const { exitCode, text } = await run({ format: 'json' });
    expect(exitCode).toBe(0);
    const { scenarios, coverage } = JSON.parse(text) as TestReport;
    expect(scenarios.map(({ passed, failures }) => ({ passed, failures }))).toEqual(
      Array(3).fill({ passed: true, failures: [] }),
    );
    expect(scenarios[0]?.timeline[0]).toMatchObject({ at: '2026-01-05T09:00:00.000Z', kind: 'entry' });
    expect(coverage.steps['main.notices']).toEqual({ covered: ['thanks-for-sale'], uncovered: [] });
  });
});

describe('the path', () => {
  it.each([
    ['one scenario', 'maps/scenarios/jump.scenario.yaml', 1],
    ['the folder of scenarios', 'maps/scenarios', 3],
  ])('may be %s', async (_what, path, count) => {
    const { exitCode, text } = await run({ path });
    expect(text).toContain(`${count} passed, 0 failed`);
    expect(exitCode).toBe(0);
  });

  it('of a scenario that is not there fails', async () => {
    const { exitCode, text } = await run({ path: 'maps/scenarios/nowhere.scenario.yaml' });
    expect(exitCode).toBe(1);
    expect(text).toBe('');
  });
});

it('shows what was expected and what happened', async () => {
  const path = await mapsWith('scenarios/jump.scenario.yaml', "subject: '/10,000/'", "subject: '/25,000/'");
  const { exitCode, text } = await run({ path });
  expect(exitCode).toBe(1);
  expect(text).toContain('2 passed, 1 failed');
  expect(text).toContain('email 4 did not come: milestone-reached at 1 day “/25,000/”');
  expect(text).toContain('2026-01-06T09:00Z ▸ sale s-1 of 11000.00 USD');
});

it('refuses maps with errors, as check does', async () => {
  const path = await mapsWith('partner-welcome.map.yaml', 'email: welcome', 'email: welcom');
  const human = await run({ path });
  expect(human.exitCode).toBe(1);
  expect(human.text).toContain('welcom');
  expect(human.text).toContain('1 error');
  const json = await run({ path, format: 'json' });
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.text)).toMatchObject({ summary: { errors: 1 } });
});

it('refuses by name what is checked and not run yet', async () => {
  const path = await mapsWith(
    'partner-welcome.map.yaml',
    '- email: welcome',
    '- tag: [new]\n      - email: welcome',
  );
  const { exitCode, text } = await run({ path });
  expect(exitCode).toBe(1);
  expect(text).toContain('MW299: `tag` belongs to the language, but this version does not run it yet.');
});
