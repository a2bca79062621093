import type { Generated } from 'kysely';

/** The send ledger: what was sent, or is being sent, for (contact, map, entry, index). */
export interface SentMailsTable {
  contact_id: string;
  map: string;
  entry: number;
  mail_index: number;
  step: string;
  template: string;
  email_hash: string | null;
  /** Derived from the key: a repetition carries the same one. */
  message_id: string;
  status: 'claimed' | 'sent' | 'held' | 'skipped' | 'refused';
  /** Why it was held, skipped or refused. */
  verdict: string | null;
  lease_until: number;
  /** Claims that found an expired lease: each may have put a second copy on the wire. */
  resends: number;
  claimed_at: number;
  settled_at: number | null;
  subject: string | null;
  /** Merge values, JSON, so that the copy can be rendered again. */
  merge_values: string;
  /** Goes to the contact for a marketing topic: counts against caps. */
  marketing: Generated<0 | 1>;
  /** When a held mail is asked for again; of the last hold, where it has gone out since. */
  held_until: number | null;
  /** Since when quiet hours have held it. */
  quiet_since: number | null;
  /** Its turn in the sending rate, once it has one. */
  turn_at: number | null;
}

/** The sending rate: one row, `mail`. */
export interface SendingRateTable {
  name: string;
  /** The next turn that is free, in microseconds since 1970 UTC: a thousand mails a second have whole ones. */
  next_at: number;
}

export interface SuppressionsTable {
  address: string;
  reason: string;
  created_at: number;
}

/** What mail systems told of mails that they took; whose mailbox it is stands in `contacts` only. */
export interface MailEventsTable {
  source: string;
  /** Unique in its source. */
  external_id: string;
  kind: 'hard-bounce' | 'soft-bounce' | 'complaint';
  /** Null for somebody who is no contact, such as one of a team. */
  contact_id: string | null;
  message_id: string | null;
  reason: string;
  body_hash: string;
  occurred_at: number;
  recorded_at: number;
}

/** Where somebody said whether they want mails of a topic. */
export type ConsentSource = 'import' | 'sign-up' | 'unsubscribe' | 'preferences';

/** Answers to whether a contact wants mails of a topic; none is ever changed, and the newest counts. */
export interface ConsentsTable {
  contact_id: string;
  topic: string;
  /** Counts the contact's answers for the topic, from 0. */
  answer: number;
  subscribed: 0 | 1;
  source: ConsentSource;
  /** What they read when they answered. */
  text: string;
  recorded_at: number;
}
