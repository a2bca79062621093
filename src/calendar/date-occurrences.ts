import { Temporal } from 'temporal-polyfill';
import type { DateOccurrence, DateRequest } from '../program/commands.ts';
import type { Duration, Instant, SignedDuration } from '../program/time.ts';
import { instantOn, zoned } from './zoned.ts';

/**
 * When a date comes next after an instant, by the clock of an IANA zone (an unknown one counts as UTC); undefined when
 * it does not come again. An anniversary of 29 February is 28 February in years that lack it.
 */
export function nextOccurrence(request: DateRequest, zone: string): DateOccurrence | undefined {
  for (const occurrence of occurrences(request, zone)) if (occurrence.at > request.after) return occurrence;
  return undefined;
}

/** All that come after `request.after` and until `upTo`, in order. */
export function occurrencesUntil(request: DateRequest, zone: string, upTo: Instant): DateOccurrence[] {
  const found: DateOccurrence[] = [];
  for (const occurrence of occurrences(request, zone)) {
    if (occurrence.at > upTo) break;
    if (occurrence.at > request.after) found.push(occurrence);
  }
  return found;
}

function* occurrences(request: DateRequest, zone: string): Generator<DateOccurrence> {
  const { from, every, after } = request;
  const first = typeof from === 'number' ? zoned(from, zone).toPlainDate() : Temporal.PlainDate.from(from);
  if (every === undefined) return yield occurrenceOn(first, request, zone);
  // An offset moves an occurrence by some years at most; none between the first and these can be later than `after`.
  const years = zoned(after, zone).year - first.year - 1 - yearsOf(request);
  for (let year = Math.max(0, years); ; year += 1)
    yield occurrenceOn(first.add({ years: year }), request, zone);
}

/** The longest that an offset can move a date, in whole years. */
function yearsOf({ offset }: DateRequest): number {
  const { months = 0, days = 0, ms = 0 }: Duration = offset ?? {};
  return Math.ceil(months / 12 + (days + ms / 86_400_000) / 365);
}

/** Days and months of the offset move the date, then the time of day is sought; minutes and hours are exact. */
function occurrenceOn(date: Temporal.PlainDate, { offset, at }: DateRequest, zone: string): DateOccurrence {
  const { sign, months = 0, days = 0, ms = 0 }: SignedDuration = offset ?? { sign: 1 };
  const day = date.add({ months: sign * months, days: sign * days });
  const instant = instantOn(day, at, zoned(0, zone).timeZoneId);
  return { date: date.toString(), at: instant + sign * ms };
}
