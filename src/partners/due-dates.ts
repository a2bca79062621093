import { occurrencesUntil } from '../calendar/date-occurrences.ts';
import type { DateOccurrence, DateRequest } from '../program/commands.ts';
import { isEnrolmentField } from '../program/contact-fields.ts';
import type { DateDoor } from '../program/due.ts';
import type { FieldValue } from '../program/events.ts';
import { isCalendarDate, type Instant } from '../program/time.ts';
import { appendEvent, isRecorded } from '../storage/outbox.ts';
import { transact } from '../storage/transact.ts';
import { contactSnapshot } from './contact-snapshot.ts';
import { zoneOfContact } from './contact-zone.ts';
import { findContact } from './find-contact.ts';
import { withDefaults } from './own-fields.ts';
import type { Partners } from './partners.ts';

/** Contacts that are looked at in one query. */
const PAGE = 500;
/** No clock on earth is further from UTC: what is not due by it within this is due nowhere. */
const FURTHEST_ZONE = 15 * 3_600_000;

/** A contact, and the date that the door watches; null: they have none. */
interface Watched {
  contactId: string;
  from: Instant | string | null;
}

/**
 * Tells every contact of the dates of one door that came after `after` and until now, once each, by their own clock.
 * `alive` is called for each contact. Answers how many were told.
 */
export async function recordDueDates(
  p: Partners,
  door: DateDoor,
  after: Instant,
  alive: () => void,
): Promise<number> {
  const now = p.now();
  let told = 0;
  if (!mayBeDue(door, fixedDate(door), after, now)) return told;
  for (let page = await pageAfter(p, door, ''); page.length > 0;) {
    for (const { contactId, from } of page) {
      alive();
      if (!mayBeDue(door, from, after, now)) continue;
      const zone = zoneOfContact(await findContact(p, contactId), p.settings());
      for (const occurrence of occurrencesUntil(requestOf(door, from, after), zone, now))
        if (await tell(p, door, contactId, occurrence)) told += 1;
    }
    page = await pageAfter(p, door, page.at(-1)?.contactId ?? '');
  }
  return told;
}

/** Whether a date can be due in any zone: most are not, and then nothing more has to be known. */
function mayBeDue(door: DateDoor, from: Watched['from'] | undefined, after: Instant, now: Instant): boolean {
  // Undefined: each contact has a date of their own.
  if (from === undefined) return true;
  if (from === null) return false;
  const request = requestOf(door, from, after - FURTHEST_ZONE);
  return occurrencesUntil(request, 'UTC', now + FURTHEST_ZONE).length > 0;
}

function requestOf({ date }: DateDoor, from: Watched['from'], after: Instant): DateRequest {
  const { offset, at, every } = date;
  return {
    from: from ?? 0,
    at,
    after,
    ...(offset ? { offset } : {}),
    ...(every === undefined ? {} : { every }),
  };
}

function fixedDate({ date: { on } }: DateDoor): string | undefined {
  return 'date' in on ? on.date : undefined;
}

async function pageAfter(p: Partners, door: DateDoor, last: string): Promise<Watched[]> {
  const rows = await p.db
    .selectFrom('contacts')
    .select(['id', 'fields'])
    .where('id', '>', last)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const watched: Watched[] = [];
  for (const { id, fields } of rows) {
    const value = await valueOf(p, door, id, fields);
    const isDate = typeof value === 'number' || (typeof value === 'string' && isCalendarDate(value));
    watched.push({ contactId: id, from: isDate ? value : null });
  }
  return watched;
}

async function valueOf(
  p: Partners,
  { program, date: { on } }: DateDoor,
  contactId: string,
  fields: string,
): Promise<FieldValue> {
  if ('date' in on) return on.date;
  if (!isEnrolmentField(on.field))
    return withDefaults(p.settings(), JSON.parse(fields) as Record<string, FieldValue>)[on.field] ?? null;
  const { enrolments } = await contactSnapshot(p, contactId, [on.field]);
  return enrolments[program ?? '']?.[on.field] ?? null;
}

/** Commits one occurrence; false when it is on record already. */
async function tell(
  p: Partners,
  { map, date: { door } }: DateDoor,
  contactId: string,
  { date, at }: DateOccurrence,
): Promise<boolean> {
  const source = `/dates/${map}`;
  const eventId = `${contactId}/${door}/${date}`;
  return transact(p.db, async (trx) => {
    if (await isRecorded(trx, source, eventId)) return false;
    const data = { map, door, date, changes: [] };
    await appendEvent(trx, {
      contactId,
      source,
      eventId,
      type: 'date-reached',
      time: at,
      data,
      now: p.now(),
    });
    return true;
  });
}
