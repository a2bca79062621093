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
    expect(text).toMatch(/^coverage +steps +outcomes +triggers +milestones$/m);
    expect(text).toMatch(/^partner-welcome +8\/9 +2\/3 +2\/2 +2\/3 +82 %$/m);
    expect(text).toMatch(/^main\.notices +1\/1 +– +1\/1 +– +100 %$/m);
    expect(text).toContain('  outcome review → expired maps/partner-welcome.map.yaml:15\n');
    expect(exitCode).toBe(0);
  });

  it('of which one scenario plays some are covered by it, and the others are not asked for', async () => {
    const { text } = await run({ path: 'test/parity/maps/scenarios/pauses-that-hold.scenario.yaml' });
    expect(text).toContain('1 passed, 0 failed');
    expect(text).toMatch(/^pauses +5\/5 +– +1\/1 +– +100 %$/m);
    expect(text).not.toMatch(/^forks|no scenario came to/m);
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
    expect(coverage.outcomes['partner-welcome']).toEqual({
      covered: ['review → approved', 'review → rejected'],
      uncovered: ['review → expired'],
    });
    expect(coverage.triggers['partner-welcome']?.covered).toEqual(['signed-up', 'reached-1000']);
    expect(coverage.milestones['partner-welcome']?.uncovered).toEqual(['total-sales 25000']);
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

describe('what failed', () => {
  const wrong = () => mapsWith('scenarios/jump.scenario.yaml', "subject: '/10,000/'", "subject: '/25,000/'");

  it('is shown in the scenario and on the timeline, with the step that sent it', async () => {
    const path = await wrong();
    const { exitCode, text } = await run({ path });
    expect(exitCode).toBe(1);
    expect(text).toContain('2 passed, 1 failed');
    expect(text).toMatch(
      /jump\.scenario\.yaml:18:7 email 4 did not come: milestone-reached at 1 day “\/25,000\/”/,
    );
    expect(text).toMatch(
      /^ {4}> 18 \| {5}- \{ template: milestone-reached, at: 1 day, subject: '\/25,000\/' \}$/m,
    );
    expect(text).toMatch(/^ {2}- +email milestone-reached at 1 day “\/25,000\/”$/m);
    expect(text).toMatch(/^ {2}\+ +partner-welcome email milestone-reached to ada@agency\.example/m);
    expect(text).toMatch(/^ +sent by step milestone-reached, \S+\/partner-welcome\.map\.yaml:52$/m);
  });

  it('fits into 80 columns', async () => {
    const { text } = await run({ path: await wrong(), width: 80 });
    const tooLong = text.split('\n').filter((line) => line.length > 80 && !/\S{40}/.test(line));
    expect(tooLong).toEqual([]);
  });

  it('has its place in what programs read', async () => {
    const { text } = await run({ path: await wrong(), format: 'json' });
    const { scenarios } = JSON.parse(text) as TestReport;
    const [failure] = scenarios.flatMap(({ failures }) => failures);
    expect(failure).toMatchObject({ start: { line: 18, column: 7 }, end: { line: 18 } });
  });

  it('is what the scenario expects after an update', async () => {
    const path = await wrong();
    expect((await run({ path, update: true })).exitCode).toBe(0);
    const { exitCode, text } = await run({ path });
    expect(text).toContain('3 passed, 0 failed');
    expect(exitCode).toBe(0);
    const scenario = await readFile(join(path, 'scenarios/jump.scenario.yaml'), 'utf8');
    expect(scenario).toContain(
      "{ template: milestone-reached, at: 1 day, subject: 'You passed $10,000 in sales' }",
    );
  });
});

describe('files beside the answer', () => {
  const target = async (name: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'mapwright-test-'));
    folders.push(folder);
    return join(folder, name);
  };

  it('JUnit XML has a case for each scenario', async () => {
    const junit = await target('junit.xml');
    await run({ junit });
    expect((await readFile(junit, 'utf8')).match(/<testcase /g)).toHaveLength(3);
  });

  it('lcov counts steps as lines, doors as functions and outcomes as branches', async () => {
    const coverage = await target('lcov.info');
    await run({ coverage });
    const text = await readFile(coverage, 'utf8');
    expect(text).toContain('SF:maps/partner-welcome.map.yaml\n');
    expect(text).toContain('DA:26,2\n');
    expect(text).toContain('FNDA:0,total-sales 25000\n');
    expect(text).toContain('BRDA:15,0,2,0\nBRF:3\nBRH:2\n');
  });

  it('Istanbul’s form says the same', async () => {
    const coverage = await target('coverage.json');
    await run({ coverage });
    const files = JSON.parse(await readFile(coverage, 'utf8')) as Record<string, { b: object; s: object }>;
    expect(files['maps/partner-welcome.map.yaml']).toMatchObject({ b: { 0: [2, 1, 0] } });
    expect(Object.keys(files['maps/partner-welcome.map.yaml']?.s ?? {})).toHaveLength(9);
  });

  it('of another ending are refused', async () => {
    await expect(run({ coverage: await target('coverage.txt') })).rejects.toThrow('use .info for lcov');
  });

  it('pictures mark what no scenario came to, steps, doors and ways', async () => {
    const pictures = await target('pictures');
    await run({ path: 'maps/scenarios/declined.scenario.yaml', pictures });
    const svg = await readFile(join(pictures, 'partner-welcome.svg'), 'utf8');
    expect(svg).toMatch(/<g class="tone-door uncovered"/);
    expect(svg).toMatch(/<g class="tone-milestone uncovered"/);
    expect(svg).toMatch(/<g class="tone-mail uncovered"/);
    expect(svg).toContain('approved · not tested');
    expect(svg).not.toContain('rejected · not tested');
  });
});

it('fails below the threshold, and says what is missing', async () => {
  expect((await run({ threshold: 82 })).exitCode).toBe(0);
  const { exitCode, text } = await run({ threshold: 90 });
  expect(exitCode).toBe(1);
  expect(text).toContain('no scenario came to');
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
    'triggers:',
    'moved:\n  - { from: an-old-step, to: active }\ntriggers:',
  );
  const { exitCode, text } = await run({ path });
  expect(exitCode).toBe(1);
  expect(text).toContain('MW299: `moved` belongs to the language, but this version does not run it yet.');
});
