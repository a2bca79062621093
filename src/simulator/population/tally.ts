import type { Instant } from '../../program/time.ts';
import type { Scene } from '../scene.ts';
import type { Period } from './life.ts';

const HOUR = 3_600_000;
const HOURS_OF_A_WEEK = 168;

/** What came of many contacts, counted. Weeks and hours count from the start; all of it is plain JSON. */
export interface Tally {
  contacts: number;
  /** Mails to contacts, by template and week. */
  mails: Record<string, number[]>;
  /** Mails to teams, by template and week. */
  teamMails: Record<string, number[]>;
  /** All mails by hour. */
  hours: number[];
  /** Where contacts stand at the end, by map and step; one who stands at two steps counts at both. */
  standing: Record<string, Record<string, number>>;
  /** Who is on no step of a map at the end, by map. */
  left: Record<string, number>;
  /** Mails that were not sent, by why. */
  skipped: Record<string, number>;
  /** Places that wait for repair. */
  stuck: number;
}

/** Nothing has happened yet. */
export function emptyTally({ start, end }: Period): Tally {
  const hours = Math.ceil((end - start) / HOUR) + 1;
  return {
    contacts: 0,
    mails: {},
    teamMails: {},
    hours: Array<number>(hours).fill(0),
    standing: {},
    left: {},
    skipped: {},
    stuck: 0,
  };
}

/** Counts what came of one contact. */
export function countScene(tally: Tally, { timeline, run }: Scene, start: Instant): void {
  tally.contacts += 1;
  const weeks = Math.ceil(tally.hours.length / HOURS_OF_A_WEEK);
  for (const happening of timeline) {
    if (happening.kind === 'skipped') add(tally.skipped, happening.why, 1);
    if (happening.kind === 'stuck') tally.stuck += 1;
    if (happening.kind !== 'email') continue;
    const hour = Math.floor((Date.parse(happening.at) - start) / HOUR);
    const mails = happening.team === undefined ? tally.mails : tally.teamMails;
    const byWeek = (mails[happening.template] ??= Array<number>(weeks).fill(0));
    const week = Math.floor(hour / HOURS_OF_A_WEEK);
    byWeek[week] = (byWeek[week] ?? 0) + 1;
    tally.hours[hour] = (tally.hours[hour] ?? 0) + 1;
  }
  for (const [map, { places, leftAt }] of Object.entries(run.state.maps)) {
    if (places.length === 0 && leftAt !== undefined) add(tally.left, map, 1);
    const steps = (tally.standing[map] ??= {});
    for (const step of new Set(places.map((place) => place.step))) add(steps, step, 1);
  }
}

/** Adds what was counted elsewhere; the order makes no difference. */
export function addTally(sum: Tally, part: Tally): void {
  sum.contacts += part.contacts;
  sum.stuck += part.stuck;
  part.hours.forEach((count, hour) => (sum.hours[hour] = (sum.hours[hour] ?? 0) + count));
  for (const kind of ['mails', 'teamMails'] as const) {
    for (const [template, weeks] of Object.entries(part[kind])) {
      const known = sum[kind][template];
      sum[kind][template] = weeks.map((count, week) => count + (known?.[week] ?? 0));
    }
  }
  for (const kind of ['left', 'skipped'] as const)
    for (const [name, count] of Object.entries(part[kind])) add(sum[kind], name, count);
  for (const [map, steps] of Object.entries(part.standing)) {
    const known = (sum.standing[map] ??= {});
    for (const [step, count] of Object.entries(steps)) add(known, step, count);
  }
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}
