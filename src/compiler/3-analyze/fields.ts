import type { Currency, FieldType } from '../../program/program.ts';
import type { FormField } from '../../program/settings.ts';

/** A contact field. */
export interface Field {
  name: string;
  type: FieldType;
  /** Fields of the enrolment are another value in each partner program. */
  of: 'contact' | 'enrolment' | 'own';
  /** How a form asks for it; absent when it cannot. */
  input?: FormField['type'];
  values?: string[];
  /** Of an own `money` field; those of the enrolment are in the partner program's. */
  currency?: Currency;
}

/** Every field that a map can name. */
export type Fields = ReadonlyMap<string, Field>;

const OWN_TYPES: Readonly<Record<string, FieldType>> = {
  integer: 'integer',
  decimal: 'decimal',
  money: 'money',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
};

/** A declared type as the kernel knows it; forms of text are text. */
export function fieldTypeOf(declared: string): FieldType {
  return OWN_TYPES[declared] ?? 'string';
}

const IN_WORDS: Readonly<Record<FieldType, string>> = {
  string: 'text',
  integer: 'a whole number',
  decimal: 'a number',
  money: 'an amount of money',
  boolean: 'true or false',
  instant: 'an instant',
  date: 'a date',
  list: 'a list',
};

/** A field's type for people. */
export function typeInWords(type: FieldType): string {
  return IN_WORDS[type];
}

/** Whether values of the type can be crossed upwards and downwards. */
export function isOrdered(type: FieldType): boolean {
  return type === 'money' || type === 'integer' || type === 'decimal';
}

/** Whether values of the type are a point in time. */
export function isDateField(type: FieldType): boolean {
  return type === 'date' || type === 'instant';
}

/** Sums over sales: a single sale can jump over any value of them. */
export function isRunningTotal(field: string): boolean {
  return field === 'totalSales' || field === 'numberOfSales' || field === 'totalCommission';
}
