import { diagnostic } from '../../diagnostics/catalog.ts';
import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../../program/contact-fields.ts';
import type { Currency, FieldType } from '../../program/program.ts';
import type { FormField } from '../../program/settings.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { checkDeclared } from './check-declared.ts';
import { currencyOf } from './currency.ts';
import type { Report, Sources } from './sources.ts';

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

const INPUTS: Readonly<Record<string, FormField['type']>> = {
  email: 'email',
  firstName: 'string',
  lastName: 'string',
};

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

/** The built-in fields and those of contact.yaml. */
export function fieldsOf(sources: Sources, report: Report): Fields {
  const fields = new Map<string, Field>();
  for (const [name, type] of Object.entries(CONTACT_FIELDS)) {
    const input = INPUTS[name];
    fields.set(name, { name, type, of: 'contact', ...(input ? { input } : {}) });
  }
  for (const [name, type] of Object.entries(ENROLMENT_FIELDS))
    fields.set(name, { name, type, of: 'enrolment' });
  const { contact } = sources;
  for (const [name, declared] of Object.entries(contact?.value.fields ?? {})) {
    const place = contact && keyPlace(contact.file, contact.value.fields, name);
    if (!place) continue;
    if (fields.has(name)) {
      report(diagnostic('MW326', { name }, place));
      continue;
    }
    checkDeclared(contact.value.fields, name, contact.file, report);
    const currency = declared.currency === undefined ? undefined : currencyOf(declared.currency);
    fields.set(name, {
      name,
      type: fieldTypeOf(declared.type),
      of: 'own',
      // A form has no way to ask for an instant or an amount.
      ...(declared.type === 'instant' || declared.type === 'money' ? {} : { input: declared.type }),
      ...(declared.values ? { values: declared.values } : {}),
      ...(currency ? { currency } : {}),
    });
  }
  return fields;
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
