import { parseDuration } from '../../program/time.ts';

/** A fixed form of text: how it is checked, and how it is described to the author. */
export interface TextFormat {
  accepts: (text: string) => boolean;
  /** What the text must be: "is not {expected}". */
  expected: string;
  example: string;
}

const ADDRESS = /^[^\s@<>"(),;:\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

// RFC 3339, with the offset that makes it one instant.
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;

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
  },
  'duration-or-instant': {
    accepts: (text) => parseDuration(text) !== undefined || isInstant(text),
    expected: 'a duration or a date-time',
    example: '2 hours',
  },
  address: { accepts: isAddress, expected: 'an email address', example: 'kim@example.com' },
  mailbox: {
    accepts: (text) => isAddress(/^[^<>\r\n]*<([^<>]+)>$/.exec(text)?.[1] ?? text),
    expected: 'an email address with or without a name (RFC 5322)',
    example: 'Acme partners <partners@acme.example>',
  },
  'web-address': { accepts: isWebAddress, expected: 'a web address', example: 'https://acme.example/' },
  currency: {
    accepts: (text) => Intl.supportedValuesOf('currency').includes(text),
    expected: 'a currency',
    example: 'USD',
  },
  locale: { accepts: isLocale, expected: 'a locale', example: 'en-US' },
  'time-zone': { accepts: isTimeZone, expected: 'a time zone', example: 'Europe/London' },
} as const satisfies Record<string, TextFormat>;

function isPositive(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && Object.values(duration).some((amount) => amount > 0);
}

function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function isLocale(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

/** What a pattern of the schemas means, for people. */
export const PATTERNS: Readonly<Record<string, { expected: string; example: string }>> = {
  '^[a-z][a-z0-9-]{0,59}$': {
    expected: 'a name (lower-case letters, digits and hyphens, beginning with a letter, at most 60)',
    example: 'partner-welcome',
  },
  '^[a-z0-9][a-z0-9-]{0,59}$': {
    expected: 'the name of an email (lower-case letters, digits and hyphens, at most 60)',
    example: 'welcome',
  },
  '^[a-z][A-Za-z0-9]{0,59}$': {
    expected: 'a field name (letters and digits, beginning with a lower-case letter)',
    example: 'totalSales',
  },
};
