import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';
import { currencyOf } from './currency.ts';
import { checkValue } from './field-values.ts';
import { fieldTypeOf } from './fields.ts';
import type { Report } from './sources.ts';

/** A value's type as contact.yaml, events.yaml and activities.yaml declare it. */
export interface DeclaredType {
  type: string;
  values?: string[];
  currency?: string;
  default?: number | string | boolean;
}

/** Checks that what belongs to a type stands beside it, and nothing else. */
export function checkDeclared(
  all: Readonly<Record<string, DeclaredType>>,
  name: string,
  file: ValidFile,
  report: Report,
): void {
  const declared = all[name];
  if (!declared) return;
  const { type, values, currency } = declared;
  const tell = (problem: string, example: string): void =>
    report(diagnostic('MW330', { name, problem, example }, keyPlace(file, all, name)));
  // What is missing may have been there, and wrong.
  if (type === 'enum' && !values && !file.gaps)
    tell('is an enum without `values`', '{ type: enum, values: [bronze, silver] }');
  if (type !== 'enum' && values)
    tell('has `values` and is no enum', '{ type: enum, values: [bronze, silver] }');
  if (type === 'money' && currency === undefined && !file.gaps)
    tell('is an amount of money without `currency`', '{ type: money, currency: USD }');
  if (type !== 'money' && currency !== undefined)
    tell('has a `currency` and is no amount of money', '{ type: money, currency: USD }');
  if (declared.default === undefined) return;
  const money = currency === undefined ? undefined : currencyOf(currency);
  const field = { name, type: fieldTypeOf(type), of: 'own' as const, ...(values ? { values } : {}) };
  checkValue(declared.default, field, money, valuePlace(file, declared, 'default'), report);
}
