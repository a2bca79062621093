import type { Transaction } from 'kysely';
import { lockContact } from '../storage/lock-contact.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { fieldChanges } from './field-changes.ts';
import { parseField } from './form-values.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { isLocale, isTimeZone } from './region.ts';

/** Who changed it, where somebody asks; no map and no address is written so. */
const BY = 'the partner';

/** What partners say of themselves. */
export interface Profile {
  firstName: string | null;
  lastName: string | null;
  /** IANA zone; null: the program's. */
  timeZone: string | null;
  /** BCP 47 tag; null: the program's. */
  locale: string | null;
}

/** A profile as a form sends it; what is left empty is null. */
export type SubmittedProfile = Record<keyof Profile, string>;

/** `errors`: what is wrong, by field, in words for the person who filled in the form. */
export type ProfileResult =
  { status: 'saved' } | { status: 'invalid'; errors: Partial<Record<keyof Profile, string>> };

/**
 * Changes what a contact has changed in their profile, and appends the fact that runs learn of, in one transaction. A
 * form that changes nothing leaves no trace.
 */
export async function changeProfile(
  partners: Partners,
  contactId: string,
  submitted: SubmittedProfile,
): Promise<ProfileResult> {
  const { profile, errors } = readProfile(submitted);
  if (Object.keys(errors).length > 0) return { status: 'invalid', errors };
  const p = atOneInstant(partners);
  const eventId = p.randomId();
  await transact(p.db, (trx) => record(p, trx, { contactId, profile, eventId }));
  return { status: 'saved' };
}

async function record(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, profile, eventId }: { contactId: string; profile: Profile; eventId: string },
): Promise<void> {
  await lockContact(trx, contactId);
  const before = await trx
    .selectFrom('contacts')
    .select(['first_name as firstName', 'last_name as lastName', 'time_zone as timeZone', 'locale'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const changes = fieldChanges(before, { ...profile });
  if (changes.length === 0) return;
  const { firstName: first_name, lastName: last_name, timeZone: time_zone, locale } = profile;
  await trx
    .updateTable('contacts')
    .set({ first_name, last_name, time_zone, locale })
    .where('id', '=', contactId)
    .execute();
  const now = p.now();
  await appendEvent(trx, {
    contactId,
    source: '/profile',
    eventId,
    type: 'contact-changed',
    time: now,
    data: { by: BY, changes },
    now,
  });
}

function readProfile(submitted: SubmittedProfile): {
  profile: Profile;
  errors: Partial<Record<keyof Profile, string>>;
} {
  const profile: Profile = { firstName: null, lastName: null, timeZone: null, locale: null };
  const errors: Partial<Record<keyof Profile, string>> = {};
  for (const [name, label] of [
    ['firstName', 'First name'],
    ['lastName', 'Last name'],
  ] as const) {
    const parsed = parseField({ name, label, type: 'string', required: false }, submitted[name].trim());
    if ('error' in parsed) errors[name] = parsed.error;
    else profile[name] = parsed.value === null ? null : String(parsed.value);
  }
  profile.timeZone = submitted.timeZone || null;
  if (profile.timeZone !== null && !isTimeZone(profile.timeZone))
    errors.timeZone = 'Please choose a time zone of the list.';
  profile.locale = submitted.locale || null;
  if (profile.locale !== null && !isLocale(profile.locale))
    errors.locale = 'Please choose a language of the list.';
  return { profile, errors };
}
