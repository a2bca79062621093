import type { Delay, Population } from '../../language/population.generated.ts';
import type { Person, TimelineEntry } from '../../language/scenario.generated.ts';
import type { Currency } from '../../program/program.ts';
import { addUtc, parseDuration, type Duration, type Instant } from '../../program/time.ts';
import { randomOf, type Random } from './random.ts';

/** What happens to one of them: who they are, and each entry at its instant, in order. */
export interface Life {
  contact: Person;
  entries: { at: Instant; entry: TimelineEntry }[];
}

/** When a population's time begins and ends. */
export interface Period {
  start: Instant;
  end: Instant;
}

const YEAR = 365.25 * 86_400_000;
const SOON: Delay = { from: '0 minutes', to: '2 days' };
/** Who decides on all applications. */
const DECIDER = 'decisions@population.example';

/** When it begins and ends; `lasts` replaces what the population says. */
export function periodOf({ start, for: own = '1 year' }: Population, lasts = own): Period {
  return { start: Date.parse(start), end: addUtc(Date.parse(start), durationOf(lasts)) };
}

/** Draws the life of one contact: the same for the same seed and number, whatever else is drawn. */
export function drawLife(
  population: Population,
  currency: Currency | undefined,
  { start, end }: Period,
  { seed, number }: { seed: number; number: number },
): Life {
  const random = randomOf(seed, number);
  const { signUps, zones, decisions = {}, logins } = population;
  const timeZone = zones && drawZone(zones, random);
  const lastSignUp = signUps.within === undefined ? end : addUtc(start, durationOf(signUps.within));
  const submitted = Math.floor(random.between(start, Math.min(lastSignUp, end)));
  const { form: submit, fields } = signUps;
  const entries: Life['entries'] = [{ at: submitted, entry: { submit, ...(fields ? { fields } : {}) } }];
  const { rejected = 0, approved = 100 - rejected, after = SOON } = decisions;
  const luck = random.next() * 100;
  const decided = delayed(submitted, after, random);
  if (luck < approved) {
    entries.push({ at: decided, entry: { approve: { by: DECIDER } } });
    if (logins && random.happens(logins.share))
      entries.push({ at: delayed(decided, logins.after ?? SOON, random), entry: { loginUsed: true } });
    entries.push(...drawSales(population, currency, { start: decided, end }, random));
  } else if (luck < approved + rejected) entries.push({ at: decided, entry: { reject: { by: DECIDER } } });
  return {
    contact: { email: `contact-${number + 1}@population.example`, ...(timeZone ? { timeZone } : {}) },
    // What happens at one instant stays in the order in which it was drawn.
    entries: entries.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at),
  };
}

/** Sales come by a Poisson process: the times between them are exponentially distributed. */
function drawSales(
  { sales, refunds }: Population,
  currency: Currency | undefined,
  { start, end }: Period,
  random: Random,
): Life['entries'] {
  if (!sales || sales.perYear === 0 || !random.happens(sales.sellers ?? 100)) return [];
  const entries: Life['entries'] = [];
  const gap = (): number => (-Math.log(1 - random.next()) * YEAR) / sales.perYear;
  for (let at = start + gap(); at <= end; at += gap()) {
    const id = `sale-${entries.length + 1}`;
    const kind = random.happens(sales.recurring ?? 0) ? 'recurring' : 'first';
    const sold = Math.floor(at);
    entries.push({
      at: sold,
      entry: { sale: { id, amount: drawAmount(sales.amount, currency, random), kind } },
    });
    if (refunds && random.happens(refunds.share))
      entries.push({ at: delayed(sold, refunds.after ?? SOON, random), entry: { refund: { sale: id } } });
  }
  return entries;
}

/** Anything between as likely on a logarithmic scale, in whole minor units and at least one of them. */
function drawAmount(
  { from, to }: NonNullable<Population['sales']>['amount'],
  currency: Currency | undefined,
  random: Random,
): string {
  const digits = currency?.digits ?? 2;
  const amount = Math.exp(random.between(Math.log(from), Math.log(to)));
  return Math.max(amount, 10 ** -digits).toFixed(digits);
}

function delayed(at: Instant, { from, to }: Delay, random: Random): Instant {
  return Math.floor(random.between(addUtc(at, durationOf(from)), addUtc(at, durationOf(to))));
}

function drawZone(zones: Record<string, number>, random: Random): string | undefined {
  const parts = Object.entries(zones);
  let left = random.next() * parts.reduce((sum, [, part]) => sum + part, 0);
  return parts.find(([, part]) => (left -= part) < 0)?.[0];
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`The compiler let “${text}” pass as a duration.`);
  return duration;
}
