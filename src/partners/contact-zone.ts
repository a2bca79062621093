import type { Settings } from '../program/settings.ts';
import type { ContactView } from './find-contact.ts';

/** The zone by which a contact's days are counted: their own, or that of the first program they belong to. */
export function zoneOfContact(
  contact: Pick<ContactView, 'timeZone' | 'enrolments'> | undefined,
  { programs }: Settings,
): string {
  const program = contact?.enrolments[0]?.program ?? '';
  return contact?.timeZone ?? programs[program]?.timeZone ?? 'UTC';
}
