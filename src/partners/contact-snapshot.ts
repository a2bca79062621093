import { CONTACT_FIELDS, isEnrolmentField } from '../program/contact-fields.ts';
import type { FieldValue } from '../program/events.ts';
import { findContact, type ContactView, type EnrolmentView } from './find-contact.ts';
import type { Partners } from './partners.ts';
import { withDefaults } from './own-fields.ts';
import { totalFields } from './totals.ts';

/** Values of contact fields by name; money in minor units, instants in milliseconds. */
export interface ContactSnapshot {
  contact: Record<string, FieldValue>;
  /** By partner program. */
  enrolments: Record<string, Record<string, FieldValue>>;
}

/**
 * Reads the named fields of a contact, and no others (data minimisation): what a run starts from.
 * A field without a value is null.
 * @throws when the contact does not exist.
 */
export async function contactSnapshot(
  p: Partners,
  contactId: string,
  fields: string[],
): Promise<ContactSnapshot> {
  const view = await findContact(p, contactId);
  if (!view) throw new Error(`There is no contact ${contactId}.`);
  const enrolments: ContactSnapshot['enrolments'] = {};
  for (const enrolment of view.enrolments) {
    enrolments[enrolment.program] = pick(enrolmentFields(enrolment), fields.filter(isEnrolmentField));
  }
  const own = fields.filter((field) => !isEnrolmentField(field));
  return { contact: pick(contactFields(p, view), own), enrolments };
}

function contactFields(p: Partners, view: ContactView): Record<string, FieldValue> {
  const { id, email, firstName, lastName, timeZone, locale, tags } = view;
  const builtIn = { id, email, firstName, lastName, timeZone, locale, tags };
  const own = Object.entries(withDefaults(p.settings(), view.fields)).filter(
    ([name]) => !Object.hasOwn(CONTACT_FIELDS, name),
  );
  return { ...Object.fromEntries(own), ...builtIn };
}

function enrolmentFields(enrolment: EnrolmentView): Record<string, FieldValue> {
  const { status, referralCode, appliedAt, approvedAt, rejectedReason, lastLoginAt } = enrolment;
  const own = { status, referralCode, appliedAt, approvedAt, rejectedReason, lastLoginAt };
  return { ...own, ...totalFields(enrolment.totals), payoutReady: enrolment.payoutReady };
}

function pick(all: Record<string, FieldValue>, fields: string[]): Record<string, FieldValue> {
  return Object.fromEntries(fields.map((field) => [field, all[field] ?? null]));
}
