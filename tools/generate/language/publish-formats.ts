const DURATION = String.raw`[0-9]{1,5} (minute|hour|day|week|month|year)s?`;
const DATE = String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}`;
const TIME = String.raw`([01][0-9]|2[0-3]):[0-5][0-9]`;
const INSTANT = String.raw`${DATE}[Tt]${TIME}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-]${TIME})`;

const NOT_A_DURATION =
  'A duration is a whole number and one unit: minutes, hours, days, weeks, months or years.';

/** What our formats look like, for editors; the compiler checks more, such as that a day exists. */
export const PATTERNS_OF_FORMATS: Readonly<Record<string, { pattern: string; message: string }>> = {
  duration: { pattern: `^${DURATION}$`, message: NOT_A_DURATION },
  'positive-duration': { pattern: `^${DURATION}$`, message: NOT_A_DURATION },
  offset: { pattern: `^-?${DURATION}$`, message: `${NOT_A_DURATION} A minus sign means earlier.` },
  instant: {
    pattern: `^${INSTANT}$`,
    message: 'A date-time has an offset, such as 2026-01-05T09:00:00Z.',
  },
  'instant-or-field': {
    pattern: `^(${INSTANT}|[a-z][A-Za-z0-9]{0,59})$`,
    message: 'Write a date-time with its offset, such as 2026-01-05T09:00:00Z, or the name of a date field.',
  },
  'duration-or-instant': {
    pattern: `^(${DURATION}|${INSTANT})$`,
    message: 'Write a duration, such as 2 hours, or a date-time, such as 2026-01-05T09:00:00Z.',
  },
  'time-of-day': { pattern: `^${TIME}$`, message: 'A time of day is written 09:00, from 00:00 to 23:59.' },
  currency: { pattern: '^[A-Z]{3}$', message: 'A currency is an ISO 4217 code, such as USD.' },
  'web-address': { pattern: '^https?://', message: 'A web address begins with https://.' },
  'webhook-address': { pattern: '^https?://', message: 'A web address begins with https://.' },
};
