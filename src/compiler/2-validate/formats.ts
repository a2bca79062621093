import { isCalendarDate, parseDuration, readInstant } from '../../program/time.ts';
import { dayMeant, instantMeant } from './instant-meant.ts';

/** A fixed form of text: how it is checked, and how it is described to the author. */
export interface TextFormat {
  accepts: (text: string) => boolean;
  /** What the text must be: "is not {expected}". */
  expected: string;
  example: string;
  /** What was probably meant by a text that does not fit. */
  meant?: (text: string) => string;
}

const ADDRESS = /^[^\s@<>"(),;:\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

const FIELD = /^[a-z][A-Za-z0-9]{0,59}$/;

const SECRET = /\$\{secret\.[A-Z][A-Z0-9_]{0,59}\}/g;

/** The forms that the schemas name in `format`. */
export const FORMATS = {
  duration: {
    accepts: (text) => parseDuration(text) !== undefined,
    expected: 'a duration',
    example: '3 days',
  },
  'positive-duration': { accepts: isPositive, expected: 'a duration', example: '3 days' },
  instant: {
    accepts: isInstant,
    expected: 'a date-time with its offset (RFC 3339)',
    example: '2026-01-05T09:00:00Z',
    meant: instantMeant,
  },
  'duration-or-instant': {
    accepts: (text) => parseDuration(text) !== undefined || isInstant(text),
    expected: 'a duration or a date-time',
    example: '2 hours',
    meant: instantMeant,
  },
  'instant-or-field': {
    accepts: (text) => isInstant(text) || isCalendarDate(text) || FIELD.test(text),
    expected: 'a date-time with its offset (RFC 3339), a date, or the name of a date field',
    example: '2026-01-05T09:00:00Z',
    meant: (text) => dayMeant(text) || instantMeant(text),
  },
  offset: {
    accepts: (text) => parseDuration(text.replace(/^-/, '')) !== undefined,
    expected: 'a duration, with a minus sign for earlier',
    example: '-3 days',
  },
  'time-of-day': {
    accepts: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
    expected: 'a time of day from 00:00 to 23:59',
    example: '09:00',
    meant: timeMeant,
  },
  date: {
    accepts: isCalendarDate,
    expected: 'a date of the calendar (year-month-day)',
    example: '2026-12-24',
    meant: dayMeant,
  },
  address: { accepts: isAddress, expected: 'an email address', example: 'kim@example.com' },
  mailbox: {
    accepts: (text) => isAddress(/^[^<>\r\n]*<([^<>]+)>$/.exec(text)?.[1] ?? text),
    expected: 'an email address with or without a name (RFC 5322)',
    example: 'Acme partners <partners@acme.example>',
  },
  recipient: {
    accepts: (text) => isAddress(text) || /^[a-z][a-z0-9-]{0,59}$/.test(text),
    expected: 'an email address or the name of a team',
    example: 'kim@example.com',
  },
  'webhook-address': {
    accepts: (text) => hasWellFormedSecrets(text) && isWebAddress(text.replaceAll(SECRET, 'x')),
    expected: 'a web address (a secret in it is written ${secret.NAME}, in capitals)',
    example: 'https://acme.example/hook',
  },
  'text-with-secrets': {
    accepts: hasWellFormedSecrets,
    expected: 'a text in which every `${…}` is the name of a secret, in capitals',
    example: '${secret.ACME_KEY}',
  },
  'web-address': { accepts: isWebAddress, expected: 'a web address', example: 'https://acme.example/' },
  currency: {
    accepts: (text) => Intl.supportedValuesOf('currency').includes(text),
    expected: 'a currency',
    example: 'USD',
  },
  locale: { accepts: isLocale, expected: 'a locale', example: 'en-US' },
  'contact-or-time-zone': {
    accepts: (text) => text === 'contact' || isTimeZone(text),
    expected: 'a time zone',
    example: 'Europe/London',
  },
  'time-zone': { accepts: isTimeZone, expected: 'a time zone', example: 'Europe/London' },
} as const satisfies Record<string, TextFormat>;

function isPositive(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && Object.values(duration).some((amount) => amount > 0);
}

function isInstant(text: string): boolean {
  return readInstant(text) !== undefined;
}

/** "8:00", "9am", "9:30 pm", "21": on the clock of 24 hours. */
function timeMeant(text: string): string {
  const [, hour = '', minute = '00', half] =
    /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/i.exec(text.trim()) ?? [];
  const isAfternoon = half?.toLowerCase() === 'pm';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

function hasWellFormedSecrets(text: string): boolean {
  return !text.replaceAll(SECRET, '').includes('${');
}

function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

// Node needs as long to find out for which languages it has data as to check a map. These are never missing.
const COMMON_LANGUAGES = /^(cs|da|de|en|es|fi|fr|hu|it|ja|ko|nb|nl|pl|pt|ro|ru|sv|tr|uk|zh)$/;

function isLocale(text: string): boolean {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(text);
    if (COMMON_LANGUAGES.test(tag.replace(/-.*$/, ''))) return true;
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    // The list has the canonical names only.
    return canonicalZones().has(text) || Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

let timeZones: ReadonlySet<string> | undefined;

function canonicalZones(): ReadonlySet<string> {
  return (timeZones ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]));
}
