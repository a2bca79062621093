import { describe, expect, it } from 'vitest';
import type { Population } from '../../../src/language/population.generated.ts';
import { drawLife, periodOf } from '../../../src/simulator/population/life.ts';
import { randomOf } from '../../../src/simulator/population/random.ts';
import { USD } from '../../program/builders.ts';

const POPULATION: Population = {
  population: 'a test',
  map: 'm',
  start: '2026-01-05T00:00:00Z',
  signUps: { form: 'sign-up', within: '1 month' },
  decisions: { approved: 70, rejected: 20, after: { from: '1 hour', to: '2 days' } },
  logins: { share: 50 },
  sales: { sellers: 50, perYear: 12, amount: { from: 10, to: 1000 }, recurring: 25 },
  refunds: { share: 10 },
  zones: { 'Europe/London': 3, 'Asia/Tokyo': 1 },
};
const MANY = 2_000;

function lives(population = POPULATION, seed = 1) {
  const period = periodOf(population);
  return Array.from({ length: MANY }, (_, number) => drawLife(population, USD, period, { seed, number }));
}

const ALL = lives();
const ENTRIES = ALL.flatMap(({ entries }) => entries);

/** The share of lives that have an entry of this key, in percent. */
function having(key: string, of = ALL): number {
  return (of.filter(({ entries }) => entries.some(({ entry }) => key in entry)).length / of.length) * 100;
}

describe('a life', () => {
  it('is the same for the same seed and number, and another for others', () => {
    expect(lives()).toEqual(ALL);
    expect(lives(POPULATION, 2)).not.toEqual(ALL);
    expect(ALL[0]?.entries).not.toEqual(ALL[1]?.entries);
  });

  it('has its shares and rates', () => {
    const approved = ALL.filter(({ entries }) => entries.some(({ entry }) => 'approve' in entry));
    const sales = ENTRIES.filter(({ entry }) => 'sale' in entry);
    const share = (part: number, whole: number) => Math.round((part / whole) * 100);
    expect(having('submit')).toBe(100);
    expect(having('approve')).toBeCloseTo(70, -1);
    expect(having('reject')).toBeCloseTo(20, -1);
    expect(having('loginUsed', approved)).toBeCloseTo(50, -1);
    expect(having('sale', approved)).toBeCloseTo(50, -1);
    // From about mid-January on, so a little less than twelve.
    const sellers = ALL.filter(({ entries }) => entries.some(({ entry }) => 'sale' in entry));
    expect(sales.length / sellers.length).toBeCloseTo(11.4, 0);
    const recurring = sales.filter(({ entry }) => 'sale' in entry && entry.sale.kind === 'recurring');
    expect(share(recurring.length, sales.length)).toBeCloseTo(25, -1);
    const amounts = sales.map(({ entry }) => ('sale' in entry ? Number(entry.sale.amount) : NaN));
    expect(Math.min(...amounts)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...amounts)).toBeLessThanOrEqual(1000);
    expect(share(amounts.filter((amount) => amount < 100).length, amounts.length)).toBeCloseTo(50, -1);
    expect(having('refund')).toBeGreaterThan(0);
    const inTokyo = ALL.filter(({ contact }) => contact.timeZone === 'Asia/Tokyo');
    expect(share(inTokyo.length, MANY)).toBeCloseTo(25, -1);
  });

  it('goes by order of instants, and ends with the period', () => {
    const { start, end } = periodOf(POPULATION);
    for (const { entries } of ALL) {
      const instants = entries.map(({ at }) => at);
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    }
    const instants = ENTRIES.map(({ at }) => at);
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(start);
    expect(Math.max(...instants)).toBeLessThanOrEqual(end);
  });

  it('has a decision within the delay', () => {
    for (const { entries } of ALL) {
      const decided = entries.find(({ entry }) => 'approve' in entry || 'reject' in entry);
      if (!decided || !entries[0]) continue;
      const took = decided.at - entries[0].at;
      expect(took).toBeGreaterThanOrEqual(3_600_000);
      expect(took).toBeLessThanOrEqual(2 * 86_400_000);
    }
  });

  it('without more than a form is approved and sells nothing', () => {
    const { population, map, start, signUps } = POPULATION;
    const plain = lives({ population, map, start, signUps });
    expect([having('approve', plain), having('sale', plain), having('loginUsed', plain)]).toEqual([
      100, 0, 0,
    ]);
  });
});

it('chance is even, and below one', () => {
  const random = randomOf(7, 0);
  const drawn = Array.from({ length: 10_000 }, () => random.next());
  const tenths = Object.values(Object.groupBy(drawn, (value) => Math.floor(value * 10)));
  expect(tenths).toHaveLength(10);
  for (const tenth of tenths) expect(tenth?.length).toBeCloseTo(1_000, -2);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(new Set(drawn).size).toBeGreaterThan(9_990);
});
