import type { InstantRequest } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import { zoned } from './zoned.ts';

/**
 * `from` plus `duration` by the calendar of an IANA zone: days and months keep the time on the clock, minutes
 * and hours are exact and counted after them. A time that a clock change skips becomes the later one, of a time
 * that comes twice the first is meant, and a day that the month lacks becomes its last
 * (Temporal's `compatible` and `constrain`, after RFC 5545 §3.3.5). An unknown zone counts as UTC: contacts come
 * from anywhere, and a typing mistake must not stop a run.
 */
export function resolveInstant({ from, duration }: InstantRequest, zone: string): Instant {
  const { months = 0, days = 0, ms = 0 } = duration;
  return zoned(from, zone).add({ months, days }, { overflow: 'constrain' }).add({ milliseconds: ms })
    .epochMilliseconds;
}
