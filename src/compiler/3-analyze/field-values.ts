import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import { decimalOf, parseMoney } from '../../program/money.ts';
import type { Currency, FieldType } from '../../program/program.ts';
import type { Place } from '../../diagnostics/catalog.ts';
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
  const wanted = {
    decimal: 'number',
    string: 'string',
    date: 'string',
    boolean: 'boolean',
    instant: '',
    list: '',
  }[type];
  return typeof value === wanted ? value : undefined;
}

/** Checks a value that a field is compared with; true when it can be. */
export function checkValue(
  value: number | string | boolean,
  field: Field,
  currency: Currency | undefined,
  place: Place,
  report: Report,
): boolean {
  // A program that could not be read has been reported; without its currency nothing can be said.
  if (field.type === 'money' && typeof value === 'number' && !currency) return false;
  if (storedValue(value, field.type, currency) !== undefined) {
    if (!field.values || field.values.includes(String(value))) return true;
    const args = { value: String(value), what: `\`${field.name}\``, allowed: listed(field.values) };
    report(diagnostic('MW204', { ...args, suggestion: suggestion(String(value), field.values) }, place));
    return false;
  }
  if (typeof value === 'number' && isOrdered(field.type)) {
    report(tooManyDecimals(value, field.type === 'money' ? currency : undefined, field.name, place));
  } else {
    report(
      diagnostic('MW321', { field: field.name, type: typeInWords(field.type), value: String(value) }, place),
    );
  }
  return false;
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
