import { withDefaults } from '../partners/own-fields.ts';
import { isEnrolmentField } from '../program/contact-fields.ts';
import type { ContactEvent, FieldValue } from '../program/events.ts';
import type { Facts } from './facts.ts';
import { ledgerFields } from './ledger-fields.ts';
import type { FieldSnapshot } from './simulated-run.ts';

/** The contact's fields as they are. */
export function fieldsNow(facts: Facts): FieldSnapshot {
  const { id, email, firstName, lastName, timeZone, locale, tags } = facts.contact;
  const builtIn = { id, email, firstName, lastName, timeZone, locale, tags };
  const contact = { ...withDefaults(facts.settings, facts.contact.fields), ...builtIn };
  const enrolments = Object.fromEntries(
    Object.entries(facts.enrolments).map(([name, { application: _, ...own }]) => [
      name,
      { ...own, ...ledgerFields(facts, name) } as Record<string, FieldValue>,
    ]),
  );
  return { contact, enrolments };
}

/** The contact's fields as they were before the newest event, whose changes are undone. */
export function fieldsBefore(facts: Facts, { data }: ContactEvent): FieldSnapshot {
  const { contact, enrolments } = fieldsNow(facts);
  for (const { field, before } of data.changes.toReversed()) {
    const changed = isEnrolmentField(field) ? enrolments[data.program ?? ''] : contact;
    if (changed) changed[field] = before;
  }
  return { contact, enrolments };
}
