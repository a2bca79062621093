import { Temporal } from 'temporal-polyfill';
import type { InstantRequest } from '../program/commands.ts';
import type { Window } from '../program/step-types.ts';
import type { Instant } from '../program/time.ts';
import { firstWithin } from './daily-hours.ts';
import { instantOn, zoned } from './zoned.ts';

/**
 * The instant that a request describes, by the calendar of an IANA zone: days and months keep the time on the clock,
 * minutes and hours are exact and counted after them. A time that a clock change skips becomes the later one, of a time
 * that comes twice the first is meant, and a day that the month lacks becomes its last (Temporal's `compatible` and
 * `constrain`, after RFC 5545 §3.3.5). An unknown zone counts as UTC. `from` must be a date that exists, or an instant.
 */
export function resolveInstant(request: InstantRequest, zone: string): Instant {
  const { at, earliest, window } = request;
  let end = shifted(request, zone);
  if (at !== undefined) end = nextTimeOfDay(end, at, zone);
  if (earliest !== undefined) end = Math.max(end, earliest);
  return window ? within(window, end, zone) : end;
}

function shifted({ from, duration }: InstantRequest, zone: string): Instant {
  const { months = 0, days = 0, ms = 0 } = duration;
  const sign = 'sign' in duration ? duration.sign : 1;
  const start = typeof from === 'number' ? from : startOf(from, zone);
  return zoned(start, zone)
    .add({ months: sign * months, days: sign * days }, { overflow: 'constrain' })
    .add({ milliseconds: sign * ms }).epochMilliseconds;
}

/** Where a clock change skips midnight the day begins later. */
function startOf(date: string, zone: string): Instant {
  return instantOn(Temporal.PlainDate.from(date), '00:00', zoned(0, zone).timeZoneId);
}

function nextTimeOfDay(instant: Instant, time: string, zone: string): Instant {
  const now = zoned(instant, zone);
  const today = instantOn(now.toPlainDate(), time, now.timeZoneId);
  return today >= instant ? today : instantOn(now.toPlainDate().add({ days: 1 }), time, now.timeZoneId);
}

function within({ zone, ...window }: Window, instant: Instant, contactZone: string): Instant {
  return firstWithin(instant, { ...window, zone: zone === 'contact' ? contactZone : zone });
}
