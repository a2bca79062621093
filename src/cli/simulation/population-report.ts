import type { Period } from '../../simulator/population/life.ts';
import type { Tally } from '../../simulator/population/tally.ts';
import type { Instant } from '../../program/time.ts';

const HOUR = 3_600_000;
const HOURS_OF_A_DAY = 24;
const WEEK = 7 * 24 * HOUR;

/** The mails of one template, to contacts or to teams. */
export interface MailCount {
  template: string;
  to: 'contact' | 'team';
  total: number;
  /** By week from the start. */
  weeks: number[];
  busiest: Peak;
}

/** The most mails within a stretch of time, and when it begins (RFC 3339). */
export interface Peak {
  mails: number;
  from: string;
}

/** What a population came to: what `simulate --population --format json` prints. */
export interface PopulationReport {
  population: string;
  seed: number;
  contacts: number;
  start: string;
  end: string;
  mails: MailCount[];
  /** Over all mails; days and hours are those of UTC from the start. */
  peaks: { week: Peak; day: Peak; hour: Peak };
  /** By map and step; one who stands at two steps counts at both. */
  standing: Tally['standing'];
  left: Tally['left'];
  skipped: Tally['skipped'];
  stuck: number;
}

/** Puts what was counted into words and peaks. */
export function populationReport(
  tally: Tally,
  { population, seed, period }: { population: string; seed: number; period: Period },
): PopulationReport {
  const { start, end } = period;
  const counts = (to: MailCount['to'], mails: Tally['mails']): MailCount[] =>
    Object.entries(mails).map(([template, weeks]) => ({
      template,
      to,
      total: sum(weeks),
      weeks,
      busiest: peak(weeks, WEEK, start),
    }));
  const mails = [...counts('contact', tally.mails), ...counts('team', tally.teamMails)];
  const { contacts, standing, left, skipped, stuck } = tally;
  return {
    population,
    seed,
    contacts,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    mails: mails.toSorted((a, b) => b.total - a.total || (a.template < b.template ? -1 : 1)),
    peaks: {
      week: peak(inStretches(tally.hours, WEEK / HOUR), WEEK, start),
      day: peak(inStretches(tally.hours, HOURS_OF_A_DAY), HOURS_OF_A_DAY * HOUR, start),
      hour: peak(tally.hours, HOUR, start),
    },
    standing,
    left,
    skipped,
    stuck,
  };
}

function inStretches(hours: readonly number[], length: number): number[] {
  return Array.from({ length: Math.ceil(hours.length / length) }, (_, index) =>
    sum(hours.slice(index * length, (index + 1) * length)),
  );
}

/** The first of the largest. */
function peak(counts: readonly number[], length: number, start: Instant): Peak {
  let best = 0;
  counts.forEach((count, index) => {
    if (count > (counts[best] ?? 0)) best = index;
  });
  return { mails: counts[best] ?? 0, from: new Date(start + best * length).toISOString() };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
