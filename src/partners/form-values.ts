import type { FieldValue } from '../program/events.ts';
import type { FormField, SignUpForm } from '../program/settings.ts';
import { isCalendarDate } from '../program/time.ts';
import { normalEmail } from './identity.ts';

/** Longest value of a one-line field and of a `text` field, in UTF-16 code units. */
const MAX_LINE = 200;
const MAX_TEXT = 5_000;
/** RFC 5321 §4.5.3.1.3 leaves 254 characters for an address in a path. */
const MAX_EMAIL = 254;

/** The HTML standard's "valid e-mail address", and a dot in the domain: partners are reached over the internet. */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** The form's values, typed; or what is wrong, by field, for people. */
export type FormReading =
  | { status: 'valid'; values: Record<string, FieldValue> }
  | { status: 'invalid'; errors: Record<string, string> };

type Parsed = { value: FieldValue } | { error: string };

/** Reads a submitted form; a field left empty is null. Every problem is reported, beside its field. */
export function readForm(form: SignUpForm, submitted: Record<string, string>): FormReading {
  const values: Record<string, FieldValue> = {};
  const errors: Record<string, string> = {};
  for (const field of form.fields) {
    const parsed = parseField(field, submitted[field.name]?.trim() ?? '');
    if ('error' in parsed) errors[field.name] = parsed.error;
    else values[field.name] = parsed.value;
  }
  for (const name of Object.keys(submitted)) {
    if (form.fields.some((field) => field.name === name)) continue;
    const known = form.fields.map((field) => field.name).join(', ');
    errors[name] = `The form has no field “${name}”. Its fields are ${known}.`;
  }
  return Object.keys(errors).length > 0 ? { status: 'invalid', errors } : { status: 'valid', values };
}

/** Reads one value; an error says what is wrong with it, without repeating it. */
export function parseField(field: FormField, text: string): Parsed {
  const { label, type } = field;
  const required = field.required || field.name === 'email';
  if (type === 'boolean') return parseBox(label, required, text);
  if (text === '') return required ? { error: `Please fill in “${label}”.` } : { value: null };
  const max = type === 'text' ? MAX_TEXT : type === 'email' ? MAX_EMAIL : MAX_LINE;
  if (text.length > max) {
    return { error: `“${label}” has ${text.length} characters; please shorten it to ${max} or fewer.` };
  }
  if (hasControlCharacter(text, type === 'text')) {
    return {
      error: `“${label}” contains a line break or another invisible character. Please write it on one line.`,
    };
  }
  return PARSERS[type](label, text, field.values ?? []);
}

/** What browsers send for a ticked checkbox is `on`, unless the page names a value. */
function parseBox(label: string, required: boolean, text: string): Parsed {
  const ticked = ['on', 'true', 'yes', '1'].includes(text.toLowerCase());
  if (!ticked && !['', 'off', 'false', 'no', '0'].includes(text.toLowerCase())) {
    return { error: `“${label}” is a box to tick: send “on”, or leave it out.` };
  }
  return required && !ticked ? { error: `Please tick “${label}”.` } : { value: ticked };
}

type Parser = (label: string, text: string, values: string[]) => Parsed;

const PARSERS: Record<Exclude<FormField['type'], 'boolean'>, Parser> = {
  string: (_label, text) => ({ value: text }),
  text: (_label, text) => ({ value: text }),
  email(label, text) {
    const address = normalEmail(text);
    return EMAIL.test(address)
      ? { value: address }
      : { error: `“${label}” needs an email address such as name@example.com.` };
  },
  url(label, text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.')
      ? { value: text }
      : { error: `“${label}” needs a web address that starts with https://, such as https://example.com.` };
  },
  integer(label, text) {
    const value = Number(text);
    return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(value)
      ? { value }
      : { error: `“${label}” needs a whole number, such as 12.` };
  },
  decimal: (label, text) =>
    /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)
      ? { value: Number(text) }
      : { error: `“${label}” needs a number, such as 12.5.` },
  date: (label, text) =>
    isCalendarDate(text)
      ? { value: text }
      : { error: `“${label}” needs a date as year-month-day, such as 2026-01-31.` },
  enum: (label, text, values) =>
    values.includes(text) ? { value: text } : { error: `“${label}” has to be one of ${values.join(', ')}.` },
};

/** Line breaks in a one-line value could become header lines of a mail. */
function hasControlCharacter(text: string, severalLines: boolean): boolean {
  return /\p{Cc}/u.test(severalLines ? text.replaceAll(/[\r\n\t]/g, '') : text);
}
