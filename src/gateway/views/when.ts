import type { Instant } from '../../program/time.ts';
import { html, type Html } from './html.ts';

/** In whose words and zone instants are written. */
export interface Reader {
  /** BCP 47. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
}

/** Making a formatter takes longer than using it a hundred times; programs are few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor({ locale, timeZone }: Reader): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  formats.set(key, format);
  return format;
}

/** An instant with day, time and zone: "Jan 5, 2026, 9:00 AM UTC". */
export function when(at: Instant, reader: Reader): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${formatFor(reader).format(at)}</time>`;
}

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

const UNITS: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How far away an instant is: "2 days ago", "in 3 hours", "just now". */
export function distance(at: Instant, now: Instant): string {
  const unit = UNITS.find(([, ms]) => Math.abs(at - now) >= ms);
  return unit ? RELATIVE.format(Math.trunc((at - now) / unit[1]), unit[0]) : 'just now';
}
