import { parseMoney } from '../program/money.ts';
import type { DeclaredValue } from '../program/settings.ts';

/** A value as the kernel keeps it: money in minor units, instants in milliseconds, everything else as it came. */
type Stored = string | number | boolean;

/** What was declared, read; or everything that is wrong, by name, in words that complete "course …". */
export type DataReading =
  { values: Record<string, Stored> } | { problems: { name: string; detail: string }[] };

/**
 * Reads data against what events.yaml (or activities.yaml) declares. A value may be left out, for a map sees it as
 * empty; one that was not declared may not be there, for nobody could read it.
 */
export function readDeclared(
  declared: Readonly<Record<string, DeclaredValue>>,
  data: Readonly<Record<string, unknown>>,
): DataReading {
  const values: Record<string, Stored> = {};
  const problems: { name: string; detail: string }[] = [];
  for (const [name, value] of Object.entries(data)) {
    const wanted = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (value === null && wanted) continue;
    const stored = wanted && storedValue(wanted, value);
    if (stored !== undefined) values[name] = stored;
    else problems.push({ name, detail: wanted ? `must be ${inWords(wanted)}` : notDeclared(declared) });
  }
  return problems.length > 0 ? { problems } : { values };
}

function storedValue({ type, form, values, currency }: DeclaredValue, value: unknown): Stored | undefined {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : undefined;
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'money':
      return typeof value === 'string' || typeof value === 'number'
        ? currency && parseMoney(value, currency)
        : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'instant':
      return typeof value === 'string' && INSTANT.test(value) ? instantOf(value) : undefined;
    case 'date':
      return typeof value === 'string' && isDate(value) ? value : undefined;
    default:
      if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined;
      if (form && !FORMS[form].test(value)) return undefined;
      return !values || values.includes(value) ? value : undefined;
  }
}

/** In UTF-16 code units: what a map compares, and not a document. */
const LONGEST_TEXT = 5_000;
/** RFC 3339, with its offset. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const FORMS = { email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, url: /^https?:\/\/\S+$/i };

function instantOf(text: string): number | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** ISO 8601 calendar date that exists: Date would turn 31 February into 3 March. */
function isDate(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function inWords({ type, form, values, currency }: DeclaredValue): string {
  if (values) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (form === 'email') return 'an email address, such as "ada@example.com"';
  if (form === 'url') return 'a web address, such as "https://example.com"';
  if (type === 'money') return `an amount in ${currency?.code ?? 'major units'}, such as "100.50"`;
  return WORDS[type] ?? `a text of at most ${LONGEST_TEXT} characters`;
}

const WORDS: Readonly<Record<string, string>> = {
  integer: 'a whole number, such as 20',
  decimal: 'a number, such as 20.5',
  boolean: 'true or false',
  instant: 'a time with its offset (RFC 3339), such as "2026-01-05T09:00:00Z"',
  date: 'a date, such as "2026-12-24"',
};

function notDeclared(declared: object): string {
  const known = Object.keys(declared);
  return known.length > 0
    ? `is not declared; what is declared: ${known.join(', ')}`
    : 'is not declared, and neither is anything else';
}
