import { diagnostic } from '../../diagnostics/catalog.ts';
import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../../program/contact-fields.ts';
import type { FieldType } from '../../program/program.ts';
import type { FormField } from '../../program/settings.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
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
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
};

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
    if ((declared.type === 'enum') !== (declared.values !== undefined)) {
      const problem =
        declared.type === 'enum' ? 'is an enum without `values`' : 'has `values` and is no enum';
      report(diagnostic('MW330', { name, problem }, place));
    }
    fields.set(name, {
      name,
      type: OWN_TYPES[declared.type] ?? 'string',
      of: 'own',
      ...(declared.type === 'instant' || declared.type === 'money' ? {} : { input: declared.type }),
      ...(declared.values ? { values: declared.values } : {}),
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

/** Sums over sales: a single sale can jump over any value of them. */
export function isRunningTotal(field: string): boolean {
  return field === 'totalSales' || field === 'numberOfSales' || field === 'totalCommission';
}
