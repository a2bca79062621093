import type { Kysely, Selectable } from 'kysely';
import type { MergeValues } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { Partners } from './partners.ts';

/** What names a mail in the send ledger. */
export interface MailRef {
  contactId: string;
  map: string;
  entry: number;
  index: number;
}

/** A mail of the send ledger with what became of it. */
export interface MailRecord extends MailRef {
  step: string;
  template: string;
  /** Of the compiled email; null for a built-in one. */
  emailHash: string | null;
  status: Database['sent_mails']['status'];
  /** Why it was held, skipped or refused. */
  verdict: string | null;
  /** Until when a rule holds it, or has held it; null when none did. */
  heldUntil: Instant | null;
  /** Since when quiet hours held it last; null when they did not. */
  quietSince: Instant | null;
  /** It was held, and the place that asked for it is gone: nobody will ask for it again. */
  isRetracted: boolean;
  /** What a mail system told last of what it had taken; null where it told nothing. */
  feedback: Database['mail_events']['kind'] | null;
  /** How often a second copy may have gone out, after a crash in the middle of sending. */
  resends: number;
  /** Null until it was sent. */
  subject: string | null;
  /** When it was settled, or else claimed. */
  at: Instant;
  /** The figures of the decision that asked for it. */
  values: MergeValues;
}

/** Rows of the send ledger, each with whether its place stood where the run last wrote down where it stands. */
export function mailRows(db: Kysely<Database>) {
  return db
    .selectFrom('sent_mails')
    .selectAll()
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('positions')
            .select('positions.entry')
            .whereRef('positions.contact_id', '=', 'sent_mails.contact_id')
            .whereRef('positions.map', '=', 'sent_mails.map')
            .whereRef('positions.entry', '=', 'sent_mails.entry'),
        )
        .as('stands'),
      eb
        .selectFrom('run_memory')
        .select('recorded_at')
        .whereRef('run_memory.contact_id', '=', 'sent_mails.contact_id')
        .as('run_recorded_at'),
      eb
        .selectFrom('mail_events')
        .select('kind')
        .whereRef('mail_events.message_id', '=', 'sent_mails.message_id')
        .orderBy('recorded_at', 'desc')
        .limit(1)
        .as('feedback'),
    ]);
}

type MailRow = Selectable<Database['sent_mails']> & {
  stands: unknown;
  run_recorded_at: number | null;
  feedback: MailRecord['feedback'];
};

/** The record of a row. */
export function mailRecordOf(row: MailRow): MailRecord {
  // A place is written down after its mail is held: before that it is not missed.
  const isWritten = row.run_recorded_at !== null && row.run_recorded_at > (row.settled_at ?? 0);
  return {
    contactId: row.contact_id,
    map: row.map,
    entry: row.entry,
    index: row.mail_index,
    step: row.step,
    template: row.template,
    emailHash: row.email_hash,
    status: row.status,
    verdict: row.verdict,
    heldUntil: row.held_until,
    quietSince: row.quiet_since,
    isRetracted: row.status === 'held' && isWritten && !row.stands,
    feedback: row.feedback,
    resends: row.resends,
    subject: row.subject,
    at: row.settled_at ?? row.claimed_at,
    values: JSON.parse(row.merge_values) as MergeValues,
  };
}

/** Finds a mail; undefined when none was ever claimed under this key. */
export async function findMail(p: Partners, ref: MailRef): Promise<MailRecord | undefined> {
  const row = await mailRows(p.db)
    .where('contact_id', '=', ref.contactId)
    .where('map', '=', ref.map)
    .where('entry', '=', ref.entry)
    .where('mail_index', '=', ref.index)
    .executeTakeFirst();
  return row && mailRecordOf(row);
}

/** Until when the login link of a place worked; undefined when the place granted none. */
export async function loginExpiry(
  p: Partners,
  { contactId, map, entry }: MailRef,
): Promise<Instant | undefined> {
  const row = await p.db
    .selectFrom('logins')
    .select('expires_at')
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .executeTakeFirst();
  return row?.expires_at;
}
