/** Milliseconds since 1970-01-01T00:00:00Z. The kernel compares instants and never reads a clock. */
export type Instant = number;

/**
 * A length of time as an author wrote it: `months` and `days` go by a calendar, `ms` is exact.
 * Minutes and hours are exact; days, weeks, months and years are calendar units.
 */
export interface Duration {
  months?: number;
  days?: number;
  ms?: number;
}

/** A duration before (`-1`) or after (`1`) something. */
export interface SignedDuration extends Duration {
  sign: 1 | -1;
}

/** True when the end of `duration` depends on a time zone and has to be resolved outside the kernel. */
export function needsCalendar(duration: Duration): boolean {
  return Boolean(duration.months || duration.days);
}

/** A `duration` that is exact, in milliseconds: negative for one before something. */
export function exactMs({ ms = 0, ...rest }: Duration | SignedDuration): number {
  return ms * ('sign' in rest ? rest.sign : 1);
}

/** Whether a text is a calendar date (ISO 8601, `2026-12-24`) that exists. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // The thirtieth of February is read as the second of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Adds `duration` by the UTC calendar: no zone rules, so the answer is the same on every machine.
 * A day that the target month lacks becomes its last day (31 January + 1 month = 28 February).
 */
export function addUtc(instant: Instant, duration: Duration): Instant {
  const from = new Date(instant);
  const day = from.getUTCDate();
  const to = new Date(instant);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + (duration.months ?? 0));
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, lastDay) + (duration.days ?? 0));
  return to.getTime() + (duration.ms ?? 0);
}

const UNITS: Record<string, Duration> = {
  minute: { ms: 60_000 },
  hour: { ms: 3_600_000 },
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  year: { months: 12 },
};

const LONGEST_COUNT = 10_000;

/** Reads "3 days", "1 hour", "90 minutes"; undefined when it is not a whole number of one known unit. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d{1,5}) (minute|hour|day|week|month|year)s?$/.exec(text.trim());
  if (!match) return undefined;
  const count = Number(match[1]);
  const unit = UNITS[match[2] ?? ''];
  if (!unit || count > LONGEST_COUNT) return undefined;
  return Object.fromEntries(Object.entries(unit).map(([key, value]) => [key, Number(value) * count]));
}

/** Reads "-3 days" and "2 hours"; undefined when it is no duration with an optional minus. */
export function parseOffset(text: string): SignedDuration | undefined {
  const [, minus, rest = ''] = /^(-?)(.*)$/.exec(text.trim()) ?? [];
  const duration = parseDuration(rest);
  return duration && { sign: minus ? -1 : 1, ...duration };
}

// RFC 3339, with the offset that makes it one instant.
const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** The instant of a date-time with its offset, `2026-01-05T09:00:00Z` (RFC 3339); undefined where the text is none. */
export function readInstant(text: string): Instant | undefined {
  const [, day] = INSTANT.exec(text) ?? [];
  if (day === undefined || !isCalendarDate(day)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
