import type { Instant } from '../program/time.ts';

const MOST_KEPT = 500;
const kept = new Map<string, Intl.DateTimeFormat>();

/** A formatter takes far longer to make than to use, and readers share a few locales and zones. */
function instantFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = kept.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, made);
  return made;
}

/** Long date, short time and zone in the reader's words: "January 8, 2026 at 11:00 AM GMT". */
export function formatInstant(instant: Instant, reader: { locale: string; timeZone: string }): string {
  return instantFormat(reader.locale, reader.timeZone).format(instant);
}

/** A calendar day (YYYY-MM-DD), which has no zone: "January 8, 2026". */
export function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}
