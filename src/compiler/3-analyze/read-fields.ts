import { diagnostic } from '../../diagnostics/catalog.ts';
import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../../program/contact-fields.ts';
import type { FormField } from '../../program/settings.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { checkDeclared } from './check-declared.ts';
import { currencyOf } from './currency.ts';
import { fieldTypeOf, type Field, type Fields } from './fields.ts';
import type { Report, Sources } from './sources.ts';

const INPUTS: Readonly<Record<string, FormField['type']>> = {
  email: 'email',
  firstName: 'string',
  lastName: 'string',
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
