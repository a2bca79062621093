import { counted } from '../../diagram/duration-words.ts';
import type { Instant } from '../../program/time.ts';
import { html, type Html } from './html.ts';

/** In whose words and zone instants are written. */
export interface Reader {
  /** BCP 47. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
}

/** How much of an instant is told. */
const STYLES = {
  moment: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  day: { dateStyle: 'medium' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a formatter takes longer than using it a hundred times; readers differ little. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as text: "Jan 5, 2026, 9:00 AM UTC", "Jan 5, 2026", "January 2026", "Jan". */
export function dateWords(at: Instant, style: keyof typeof STYLES, { locale, timeZone }: Reader): string {
  const key = `${style} ${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone });
  formats.set(key, format);
  return format.format(at);
}

/** An instant with day, time and zone: "Jan 5, 2026, 9:00 AM UTC"; or the day only. */
export function when(at: Instant, reader: Reader, style: 'moment' | 'day' = 'moment'): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${dateWords(at, style, reader)}</time>`;
}

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

const MINUTE = 60_000;

const UNITS: ['day' | 'hour' | 'minute', ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', MINUTE],
];

/** How long something took, in one unit that says enough: "3 days", "36 hours", "90 minutes". */
export function lasted(ms: number): string {
  const whole = Math.round(ms / MINUTE) * MINUTE;
  const [unit, length] = UNITS.find(([, each]) => whole === each || whole >= 2 * each) ?? ['minute', MINUTE];
  return counted(Math.round(whole / length), unit);
}

/** How far away an instant is: "2 days ago", "in 3 hours", "just now". */
export function distance(at: Instant, now: Instant): string {
  const unit = UNITS.find(([, ms]) => Math.abs(at - now) >= ms);
  return unit ? RELATIVE.format(Math.trunc((at - now) / unit[1]), unit[0]) : 'just now';
}
