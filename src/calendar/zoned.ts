import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../program/time.ts';

/**
 * An instant by the clock of an IANA zone. An unknown zone counts as UTC: contacts come from anywhere, and a typing
 * mistake must not stop a run.
 */
export function zoned(instant: Instant, zone: string): Temporal.ZonedDateTime {
  const exact = Temporal.Instant.fromEpochMilliseconds(instant);
  try {
    return exact.toZonedDateTimeISO(zone);
  } catch (error) {
    if (error instanceof RangeError) return exact.toZonedDateTimeISO('UTC');
    throw error;
  }
}

/**
 * The instant at which the clocks of `zone` show `time` (`HH:MM`; `24:00` is the end of the day) on `date`. A time
 * that a clock change skips becomes the later one, of a time that comes twice the first is meant (Temporal's
 * `compatible`, after RFC 5545 §3.3.5). `zone` must be known: take it from `zoned`.
 */
export function instantOn(date: Temporal.PlainDate, time: string, zone: string): Instant {
  const day = time === '24:00' ? date.add({ days: 1 }) : date;
  const plainTime = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time);
  return day.toPlainDateTime(plainTime).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds;
}
