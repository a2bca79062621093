import { isEnrolmentField } from '../program/contact-fields.ts';
import type { ContactEvent, FieldValue } from '../program/events.ts';
import type { Facts } from './facts.ts';
import { totalsOf } from './ledger.ts';
import type { FieldSnapshot } from './simulated-run.ts';

/** The contact's fields as they were before the newest event, whose changes are undone. */
export function fieldsBefore(facts: Facts, { data }: ContactEvent): FieldSnapshot {
  const { id, email, firstName, lastName, timeZone, locale, fields } = facts.contact;
  const builtIn = { id, email, firstName, lastName, timeZone, locale, tags: [] };
  const contact: FieldSnapshot['contact'] = { ...fields, ...builtIn };
  const enrolments = Object.fromEntries(
    Object.entries(facts.enrolments).map(([name, { application: _, ...own }]) => [
      name,
      { ...own, ...totalsOf(facts.ledger, name) } as Record<string, FieldValue>,
    ]),
  );
  for (const { field, before } of data.changes.toReversed()) {
    const changed = isEnrolmentField(field) ? enrolments[data.program ?? ''] : contact;
    if (changed) changed[field] = before;
  }
  return { contact, enrolments };
}
