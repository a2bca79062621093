import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '../program/time.ts';
import { instantOn, zoned } from './zoned.ts';

/**
 * Hours of the day by the clock of a zone. Times are `HH:MM`; an end that is not after the start is the next day's,
 * so that 21:00 to 08:00 spans midnight.
 */
export interface DailyHours {
  from: string;
  to: string;
  zone: string;
}

/** One day's hours as instants: from `start` until just before `end`. `date` is the day on which they start. */
interface Stretch {
  date: Temporal.PlainDate;
  start: Instant;
  end: Instant;
}

/**
 * The hours of the day before `instant`, of its own day, and so on, in order. A clock change makes them longer or
 * shorter; those that it swallows whole are left out.
 */
function* stretchesFrom(instant: Instant, { from, to, zone }: DailyHours): Generator<Stretch> {
  const now = zoned(instant, zone);
  for (let date = now.toPlainDate().subtract({ days: 1 }); ; date = date.add({ days: 1 })) {
    const start = instantOn(date, from, now.timeZoneId);
    const last = to > from ? date : date.add({ days: 1 });
    const end = instantOn(last, to, now.timeZoneId);
    if (end > start) yield { date, start, end };
  }
}

/**
 * Until when a mail is held that may not go out during `hours`: their end, where `instant` lies within them; otherwise
 * undefined. With equal ends they would never be over: they hold nothing.
 */
export function heldUntil(instant: Instant, hours: DailyHours): Instant | undefined {
  if (hours.from === hours.to) return undefined;
  for (const { start, end } of stretchesFrom(instant, hours)) {
    if (start > instant) return undefined;
    if (instant < end) return end;
  }
  return undefined;
}

/**
 * The first instant from `instant` on that lies within `hours` of one of the `days` (ISO 8601 weekdays, Monday 1) on
 * which they start: Friday 22:00 to 06:00 goes on into Saturday.
 */
export function firstWithin(instant: Instant, { days, ...hours }: DailyHours & { days: number[] }): Instant {
  for (const { date, start, end } of stretchesFrom(instant, hours)) {
    if (days.includes(date.dayOfWeek) && end > instant) return Math.max(start, instant);
  }
  return instant;
}
