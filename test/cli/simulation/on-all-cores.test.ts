import { expect, it } from 'vitest';
import { compileMaps } from '../../../src/compiler/compile-maps.ts';
import { periodOf } from '../../../src/simulator/population/life.ts';
import { playPopulation } from '../../../src/cli/simulation/on-all-cores.ts';
import type { Drawing } from '../../../src/simulator/population/play-population.ts';
import type { Tally } from '../../../src/simulator/population/tally.ts';

/** The reference maps and their population. */
async function drawing(seed = 1): Promise<Drawing> {
  const { output } = await compileMaps({ path: 'maps', toRun: true });
  const population = output?.populations[0]?.population;
  if (!output || !population) throw new Error('The reference maps have no population.');
  const { programs, settings, emails } = output;
  return { stage: { programs, settings, emails }, population, period: periodOf(population), seed };
}

function total(counts: readonly number[] = []): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

const CONTACTS = 650;

it('counts the same on one thread and on several, and tells how far it is', async () => {
  const one = await playPopulation(await drawing(), { contacts: CONTACTS, threads: 1 });
  const told: number[] = [];
  const several = await playPopulation(await drawing(), { contacts: CONTACTS, threads: 3 }, (done) =>
    told.push(done),
  );
  expect(several).toEqual(one);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(CONTACTS);
});

it('counts what the map does with each of them', async () => {
  const tally = await playPopulation(await drawing(), { contacts: CONTACTS, threads: 1 });
  const approved = tally.standing['partner-welcome']?.['active'] ?? 0;
  const { mails, teamMails, left } = tally;
  expect(approved / CONTACTS).toBeCloseTo(0.8, 1);
  expect([total(mails['partner-login']), total(mails['welcome'])]).toEqual([approved, approved]);
  // Whoever was not approved was rejected, or nobody decided for 30 days.
  expect(left['partner-welcome']).toBe(CONTACTS - approved);
  expect(total(mails['application-declined'])).toBeLessThan(CONTACTS - approved);
  expect(total(teamMails['approval-request'])).toBeGreaterThan(CONTACTS);
  const weekly = [...Object.values(mails), ...Object.values(teamMails)];
  expect(total(weekly.map(total))).toBe(total(tally.hours));
  expect(tally.stuck).toBe(0);
});

it('counts others for another seed', async () => {
  const counted = async (seed: number): Promise<Tally['hours']> =>
    (await playPopulation(await drawing(seed), { contacts: 50, threads: 1 })).hours;
  expect(await counted(1)).toEqual(await counted(1));
  expect(await counted(2)).not.toEqual(await counted(1));
});
