import type { Known } from './conditions.ts';
import { milliseconds, type Wait } from './language.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Zones that are as far ahead of UTC all year. */
const AHEAD: Readonly<Record<string, number>> = { contact: 0, 'Asia/Tokyo': 9 * 60 * MINUTE };
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

type Window = NonNullable<Wait['window']>;

/**
 * When a wait ends, for a contact in UTC; undefined where the field that names it is empty. What the rest says, then the
 * next time of day, then from now on, then the working hours: found by trying minute after minute.
 */
export function endOf(
  { for: length, until, offset, at, window }: Wait,
  now: number,
  known: Known,
): number | undefined {
  const from = until === 'ends' ? known.ends : until;
  if (from === null) return undefined;
  let end = from === undefined ? now : Date.parse(from) + (offset === undefined ? 0 : milliseconds(offset));
  if (length !== undefined) end += milliseconds(length);
  // Alone, a time of day is the next one after arrival.
  if (at !== undefined && length === undefined && from === undefined) end += 1;
  if (at !== undefined && timeOf(end) !== at) end = firstMinute(end, (minute) => timeOf(minute) === at);
  if (!window) return end;
  end = Math.max(end, now);
  return isWithin(window, end) ? end : firstMinute(end, (minute) => isWithin(window, minute));
}

/** Whether the end needs no calendar: minutes and hours are exact, days and longer go by the contact's own. */
export function isExact({ for: length, until, at, window }: Wait): boolean {
  return until === undefined && at === undefined && !window && !length?.includes('day');
}

/** The first whole minute after an instant for which this holds. */
function firstMinute(after: number, holds: (minute: number) => boolean): number {
  let minute = Math.floor(after / MINUTE) * MINUTE;
  do minute += MINUTE;
  while (!holds(minute));
  return minute;
}

/** `HH:MM`; of an instant within a minute with what is behind it, which is nobody's time of day. */
function timeOf(instant: number): string {
  return new Date(instant)
    .toISOString()
    .slice(11)
    .replace(/:00\.000Z$/, '');
}

/** Hours across midnight belong to the day on which they start. */
function isWithin(
  { days = ['mon', 'tue', 'wed', 'thu', 'fri'], from, to, zone = 'contact' }: Window,
  utc: number,
) {
  const instant = utc + (AHEAD[zone] ?? Number.NaN);
  const isDay = (one: number) => days.includes(DAYS[new Date(one).getUTCDay()] ?? '');
  if (from === undefined || to === undefined) return isDay(instant);
  const time = new Date(instant).toISOString().slice(11, 16);
  if (from < to) return isDay(instant) && from <= time && time < to;
  return time >= from ? isDay(instant) : time < to && isDay(instant - DAY);
}
