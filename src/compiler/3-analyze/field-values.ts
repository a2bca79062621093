import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import { decimalOf, parseMoney } from '../../program/money.ts';
import type { Currency, FieldType } from '../../program/program.ts';
import type { Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { FORMATS, type TextFormat } from '../2-validate/formats.ts';
import { typeInWords, type Field } from './fields.ts';
import type { Leaf } from './shape.ts';
import type { Report } from './sources.ts';

/** What a value is checked against. */
export type ValueField = Leaf & Pick<Field, 'name' | 'form'>;

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

/** Checks a value that a field is compared with or set to; false when it was reported. */
export function checkValue(
  value: number | string | boolean,
  field: ValueField,
  currency: Currency | undefined,
  place: Place,
  report: Report,
): boolean {
  // A program that could not be read has been reported; without its currency nothing can be said against an amount.
  if (field.type === 'money' && typeof value === 'number' && !currency) return true;
  if (storedValue(value, field.type, currency) !== undefined && hasForm(value, field)) {
    if (!field.values || field.values.includes(String(value))) return true;
    const args = { value: String(value), what: `\`${field.name}\``, allowed: listed(field.values) };
    report(diagnostic('MW204', { ...args, suggestion: suggestion(String(value), field.values) }, place));
    return false;
  }
  if (typeof value === 'number' && field.type === 'money' && currency) {
    report(tooManyDecimals(value, currency, place));
  } else {
    report(notOfType(value, field, place));
  }
  return false;
}

/** Addresses are texts of a fixed form; an empty one is none. */
function hasForm(value: unknown, { form }: ValueField): boolean {
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

/** How a value of a field is written, after what was written in its place. */
function exampleOf({ type, form, values }: ValueField, written: string): string {
  const near = type === 'date' || type === 'instant' ? FORMATS[type].meant(written) : '';
  if (near !== '') return near;
  return form ? FORMS[form].example : (values?.[0] ?? EXAMPLES[type]);
}

/** A value that a field can never have. */
export function notOfType(
  value: string | number | boolean | object | null,
  field: ValueField,
  place: Place,
): Diagnostic {
  const { name, type, form } = field;
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const wanted = form ? FORMS[form].expected : typeInWords(type);
  const args = { field: name, type: wanted, value: shown, example: exampleOf(field, shown) };
  return diagnostic('MW321', args, place);
}

/** An amount below the smallest unit of its currency. */
export function tooManyDecimals(value: number | string, currency: Currency, place: Place): Diagnostic {
  const { code, digits } = currency;
  // Less than half of the smallest unit is not nothing.
  const units = Math.round(Number(value) * 10 ** digits) || 1;
  const example = decimalOf(units, currency);
  const most = digits === 0 ? 'no' : `at most ${digits}`;
  const args = { value: String(value), what: `an amount in ${code}`, most, example };
  return diagnostic('MW313', args, place);
}
