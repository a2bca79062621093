import type { FieldType } from '../../program/program.ts';
import type { FormField } from '../../program/settings.ts';
import type { Leaf } from './shape.ts';

/**
 * A contact field, or a value that an event or an activity declares. Only an own `money` field has a currency;
 * those of the enrolment are in the partner program's.
 */
export interface Field extends Leaf {
  name: string;
  /** Fields of the enrolment are another value in each partner program. */
  of: 'contact' | 'enrolment' | 'own';
  /** A text of a fixed form. */
  form?: 'email' | 'url';
  /** How a form asks for it; absent when it cannot. */
  input?: FormField['type'];
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

/** The form of a declared text, if it has one. */
export function formOfText(declared: string): { form?: 'email' | 'url' } {
  return declared === 'email' || declared === 'url' ? { form: declared } : {};
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
