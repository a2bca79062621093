import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { expect, onTestFinished, test } from 'vitest';
import { runPopulation, type PopulationOptions } from '../../src/cli/commands/simulate-population.ts';
import type { PopulationReport } from '../../src/cli/simulation/population-report.ts';
import { widthOf } from '../../src/diagnostics/text-width.ts';
import { emptyProject } from './project.ts';

const MAPS = join(import.meta.dirname, '../../maps');

async function played(options: Partial<PopulationOptions>): Promise<string> {
  let text = '';
  const write = (part: string): void => void (text += part);
  const all = {
    path: 'maps',
    contacts: 60,
    seed: 1,
    threads: 1,
    format: 'human',
    color: false,
    write,
  } as const;
  expect(await runPopulation({ ...all, ...options })).toBe(0);
  return text;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'mapwright-population-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

test('the table has mails, peaks, where people stand, and each week, within 80 columns', async () => {
  const text = await played({ width: 80 });
  expect(text).toContain('60 contacts from 2026-01-05 to 2027-01-05, seed 1\n');
  expect(text).toMatch(/^mails +to +in all +a week +busiest week +which begins$/m);
  expect(text).toMatch(/^partner-login +contact +\d+ +1 +\d+ +2026-\d\d-\d\d$/m);
  expect(text).toMatch(/^hour +\d+ +2026-\d\d-\d\dT\d\d:00Z$/m);
  expect(text).toMatch(/^partner-welcome +active +\d+ +\d+\.\d %$/m);
  expect(text).toMatch(/^2026-01-05 {2}[▁-█] +\d/m);
  expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
});

test('as JSON it has the same figures for the same seed, and others for another', async () => {
  const first = await played({ format: 'json' });
  expect(await played({ format: 'json' })).toBe(first);
  expect(await played({ format: 'json', seed: 2 })).not.toBe(first);
  const { contacts, mails, peaks, end } = JSON.parse(first) as PopulationReport;
  expect([contacts, end]).toEqual([60, '2027-01-05T00:00:00.000Z']);
  const weekly = (week: number) => mails.reduce((sum, { weeks }) => sum + (weeks[week] ?? 0), 0);
  expect(Math.max(...Array.from({ length: 53 }, (_, week) => weekly(week)))).toBe(peaks.week.mails);
});

test('goes on for as long as it is told', async () => {
  const { end, mails } = JSON.parse(await played({ format: 'json', lasts: '4 weeks' })) as PopulationReport;
  expect([end, mails[0]?.weeks.length]).toEqual(['2026-02-02T00:00:00.000Z', 5]);
});

test('the plot is well-formed and has a part for each kind of mail in each week', async () => {
  const plot = join(await folder(), 'mails.svg');
  const { mails } = JSON.parse(await played({ format: 'json', plot })) as PopulationReport;
  const titles: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (text) => titles.push(text));
  parser.write(await readFile(plot, 'utf8')).close();
  const parts = mails.flatMap(({ weeks }) => weeks.filter((count) => count > 0));
  expect(titles.filter((text) => text.includes(', week of '))).toHaveLength(parts.length);
});

test('says what to do where it is not clear who is meant', async () => {
  const maps = join(await folder(), 'maps');
  await cp(MAPS, maps, { recursive: true });
  const file = join(maps, 'populations/a-year.population.yaml');
  await writeFile(join(maps, 'populations/other.population.yaml'), await readFile(file, 'utf8'));
  const { run } = await emptyProject();
  const ask = (...args: string[]) => run(['simulate', '--population', '10', '--path', maps, ...args]);
  const several = await ask();
  expect(several.err).toContain('Say which population to play, with --described-by:\n');
  expect(several.code).toBe(64);
  expect((await ask('--described-by', file)).code).toBe(0);
  await rm(join(maps, 'populations'), { recursive: true });
  const none = await ask('partner-welcome');
  expect(none.err).toContain('No population of partner-welcome is described in');
  expect(none.code).toBe(1);
  expect((await run(['simulate', '--path', maps, '--plot', 'x.svg'])).err).toContain('add --population');
});
