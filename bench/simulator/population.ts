import { cpus } from 'node:os';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import type { Population } from '../../src/language/population.generated.ts';
import { periodOf } from '../../src/simulator/population/life.ts';
import { playPopulation } from '../../src/cli/simulation/on-all-cores.ts';
import { median } from '../median.ts';

/** All come on the first day, all are approved, and each sells ten times in the year that follows, on average. */
const POPULATION: Population = {
  population: 'ten sales each',
  map: 'partner-welcome',
  start: '2026-01-05T00:00:00Z',
  for: '1 year',
  signUps: { form: 'partner-sign-up', within: '1 day', fields: { website: 'https://partner.example' } },
  sales: { perYear: 10, amount: { from: 20, to: 3000 } },
  zones: { 'Europe/London': 50, 'America/New_York': 50 },
};

/** Plays 10,000 contacts for a year, once in this process and thread start included. */
export async function playYear(maps: string, contacts: number): Promise<object> {
  const began = performance.now();
  const before = process.cpuUsage();
  const { output } = await compileMaps({ path: maps, toRun: true });
  if (!output) throw new Error('The reference maps have errors.');
  const { programs, settings, emails } = output;
  const drawing = {
    stage: { programs, settings, emails },
    population: POPULATION,
    period: periodOf(POPULATION),
    seed: 1,
  };
  const tally = await playPopulation(drawing, { contacts, threads: Math.min(2, cpus().length) });
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    // In KiB, of the process with all its threads (getrusage(2)).
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    mails: tally.hours.reduce((sum, count) => sum + count, 0),
  };
}

/** The medians of some rounds, by figure. */
export function medians(rounds: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, Math.round(median(rounds.map((round) => round[name] ?? NaN)) * 100) / 100]),
  );
}
