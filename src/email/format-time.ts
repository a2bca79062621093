import type { Instant } from '../program/time.ts';

/** Long date, short time and zone in the reader's words: "January 8, 2026 at 11:00 AM GMT". */
export function formatInstant(instant: Instant, reader: { locale: string; timeZone: string }): string {
  return new Intl.DateTimeFormat(reader.locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: reader.timeZone,
  }).format(instant);
}

/** A calendar day (YYYY-MM-DD), which has no zone: "January 8, 2026". */
export function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}
