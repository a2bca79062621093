import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import { decimalOf, parseMoney } from '../../program/money.ts';
import type { Currency, FieldType } from '../../program/program.ts';
import type { Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { FORMATS, type TextFormat } from '../2-validate/formats.ts';
import { isOrdered, typeInWords, type Field } from './fields.ts';
import type { Report } from './sources.ts';

/** A value of a map as the kernel holds it: money in minor units. Undefined when it cannot be that. */
export function storedValue(
  value: number | string | boolean,
  type: FieldType,
  currency: Currency | undefined,
): number | string | boolean | undefined {
  if (type === 'money')
    return typeof value === 'number' && currency ? parseMoney(value, currency) : undefined;
  if (type === 'integer') return Number.isInteger(value) ? value : undefined;
  if (type === 'date') return isText(value, FORMATS.date) ? value : undefined;
  if (type === 'instant') return isText(value, FORMATS.instant) ? Date.parse(value) : undefined;
  const wanted = { decimal: 'number', string: 'string', boolean: 'boolean', list: '' }[type];
  return typeof value === wanted ? value : undefined;
}

function isText(value: unknown, { accepts }: TextFormat): value is string {
  return typeof value === 'string' && accepts(value);
}

/** Checks a value that a field is compared with or set to; true when it can be. */
export function checkValue(
  value: number | string | boolean,
  field: Field,
  currency: Currency | undefined,
  place: Place,
  report: Report,
): boolean {
  // A program that could not be read has been reported; without its currency nothing can be said.
  if (field.type === 'money' && typeof value === 'number' && !currency) return false;
  if (storedValue(value, field.type, currency) !== undefined && hasForm(value, field)) {
    if (!field.values || field.values.includes(String(value))) return true;
    const args = { value: String(value), what: `\`${field.name}\``, allowed: listed(field.values) };
    report(diagnostic('MW204', { ...args, suggestion: suggestion(String(value), field.values) }, place));
    return false;
  }
  if (typeof value === 'number' && isOrdered(field.type)) {
    report(tooManyDecimals(value, field.type === 'money' ? currency : undefined, field.name, place));
  } else {
    report(notOfType(value, field, place));
  }
  return false;
}

/** Addresses are texts of a fixed form; an empty one is none. */
function hasForm(value: unknown, { form }: Field): boolean {
  return form === undefined || value === '' || isText(value, FORMS[form]);
}

const FORMS = { email: FORMATS.address, url: FORMATS['web-address'] } as const;

const EXAMPLES: Readonly<Record<FieldType, string>> = {
  string: "'a text'",
  integer: '20',
  decimal: '20.5',
  money: '100.50',
  boolean: 'true',
  instant: '2026-01-05T09:00:00Z',
  date: '2026-12-24',
  list: '[a, b]',
};

/** A value that a field can never have. */
export function notOfType(value: unknown, { name, type, form }: Field, place: Place): Diagnostic {
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const wanted = form ? `${FORMS[form].expected}` : typeInWords(type);
  const example = form ? FORMS[form].example : EXAMPLES[type];
  return diagnostic('MW321', { field: name, type: wanted, value: shown, example }, place);
}

/** An amount below the smallest unit; without a currency whole numbers are meant. */
export function tooManyDecimals(
  value: number | string,
  currency: Currency | undefined,
  field: string,
  place: Place,
) {
  const digits = currency?.digits ?? 0;
  const what = currency ? `an amount in ${currency.code}` : `\`${field}\``;
  const rounded = Math.round(Number(value) * 10 ** digits);
  const example = currency ? decimalOf(rounded, currency) : String(rounded);
  const most = digits === 0 ? 'no' : `at most ${digits}`;
  return diagnostic('MW313', { value: String(value), what, most, example }, place);
}
