import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** A mail that did not get through for now, as a mail system told of it. */
export interface SoftBounce {
  reason: string;
  /** When it happened there. */
  time: Instant;
  /** When it was recorded here. */
  at: Instant;
  /** Which mail to the contact; absent where the mail system named none that is on record. */
  mail?: { contactId: string; map: string; entry: number; index: number; title: string };
}

/** What mail systems told within a span of instants, both included, in the order of recording. */
export async function softBounces(
  p: Pick<Partners, 'db'>,
  contactId: string,
  { from, to }: { from: Instant; to: Instant },
): Promise<SoftBounce[]> {
  const rows = await p.db
    .selectFrom('mail_events as event')
    .leftJoin('sent_mails as mail', (join) =>
      join
        .onRef('mail.message_id', '=', 'event.message_id')
        .onRef('mail.contact_id', '=', 'event.contact_id'),
    )
    .select(['event.reason', 'event.occurred_at as time', 'event.recorded_at as at'])
    .select(['mail.map', 'mail.entry', 'mail.mail_index as index', 'mail.subject', 'mail.template'])
    .where('event.contact_id', '=', contactId)
    .where('event.kind', '=', 'soft-bounce')
    .where('event.recorded_at', '>=', from)
    .where('event.recorded_at', '<=', to)
    .orderBy('event.recorded_at')
    .orderBy('event.source')
    .orderBy('event.external_id')
    .execute();
  return rows.map(({ reason, time, at, map, entry, index, subject, template }) => {
    if (map === null || entry === null || index === null) return { reason, time, at };
    return { reason, time, at, mail: { contactId, map, entry, index, title: subject ?? template ?? '' } };
  });
}
