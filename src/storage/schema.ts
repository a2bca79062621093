import type { ColumnType, Generated } from 'kysely';

/**
 * The tables, as Kysely sees them. Instants are integers (milliseconds since 1970 UTC), money is an
 * integer in minor units, flags are 0 or 1, JSON is text: the same on SQLite and PostgreSQL.
 */
export interface Database {
  contacts: ContactsTable;
  enrolments: EnrolmentsTable;
  ledger: LedgerTable;
  held_commissions: HeldCommissionsTable;
  due_watches: DueWatchesTable;
  outbox: OutboxTable;
  dispatcher_leases: DispatcherLeasesTable;
  approvals: ApprovalsTable;
  tasks: TasksTable;
  custom_events: CustomEventsTable;
  logins: LoginsTable;
  console_links: ConsoleLinksTable;
  sent_mails: SentMailsTable;
  sending_rate: SendingRateTable;
  suppressions: SuppressionsTable;
  consents: ConsentsTable;
  run_memory: RunMemoryTable;
  positions: PositionsTable;
  values: ValuesTable;
}

interface ContactsTable {
  /** Opaque: `c_` and 20 characters; never derived from personal data. */
  id: string;
  /** Trimmed and lower-cased; unique. */
  email: string;
  first_name: string | null;
  last_name: string | null;
  time_zone: string | null;
  locale: string | null;
  /** Own fields, JSON. */
  fields: string;
  /** JSON array. */
  tags: string;
  /** Sequence number of the contact's last outbox row. */
  sequence: number;
  created_at: number;
}

interface EnrolmentsTable {
  contact_id: string;
  program: string;
  status: 'applied' | 'approved' | 'rejected' | 'suspended';
  /** Unique per program. */
  referral_code: string;
  /** Values of the sign-up form as last submitted, JSON; shown to the approver. */
  application: string;
  applied_at: number;
  approved_at: number | null;
  rejected_reason: string | null;
  last_login_at: number | null;
}

/** Sales, refunds and corrections; totals are sums over rows, never increments. */
interface LedgerTable {
  id: Generated<number>;
  contact_id: string;
  program: string;
  entry_type: 'sale' | 'refund' | 'correction';
  source: string;
  /** The event's id, unique per source. */
  external_id: string;
  /** Source of the sale that `sale_id` names, for sale ids are unique per source only; null for corrections. */
  sale_source: string | null;
  /** Sale id: a sale's own, or the sale that a refund belongs to; null for corrections. */
  sale_id: string | null;
  sale_kind: 'first' | 'recurring' | 'instalment' | null;
  product: string | null;
  /** Minor units; negative for refunds. */
  amount: number;
  /** Minor units; negative where a refund takes commission back. */
  commission: number;
  occurred_at: number;
  recorded_at: number;
  /** Hash of the body as delivered: the same id with another body is a conflict. */
  body_hash: string;
}

/** Commissions whose holding period is not known to be over; the row goes when its end is told, or nothing is left. */
interface HeldCommissionsTable {
  sale_source: string;
  sale_id: string;
  contact_id: string;
  program: string;
  /** Event time of the sale: the holding period counts from it. */
  occurred_at: number;
  recorded_at: number;
}

/** What is watched for facts that fall due by the clock; what has no row is watched from now on. */
interface DueWatchesTable {
  /** `commissions/<program>`, or `dates/<map>/<door>`. */
  name: string;
  /** What fell due until then is told already, or is older than the watch. */
  told_until: number;
}

interface OutboxTable {
  id: Generated<number>;
  contact_id: string;
  /** Gap-free per contact, from 1. */
  sequence: number;
  source: string;
  /** Unique per source. */
  event_id: string;
  type: string;
  time: number;
  /** The event's `data`, JSON, with every changed field; the dispatcher sends only those that programs read. */
  data: string;
  /** Hash of the contact id modulo 16: what a dispatcher leases. */
  partition: number;
  recorded_at: number;
  delivered_at: number | null;
}

interface DispatcherLeasesTable {
  partition: number;
  owner: string;
  expires_at: number;
}

/** One row for each question put to people, unique per contact, map and entry; it decides who was first. */
interface ApprovalsTable {
  contact_id: string;
  map: string;
  entry: number;
  step: string;
  program: string;
  team: string;
  requested_at: number;
  outcome: 'approved' | 'rejected' | 'expired' | null;
  decided_at: number | null;
  decided_by: string | null;
  reason: string | null;
  /** Decisions that were reversed, the oldest first: JSON array of `{ outcome, at, by, reason }`. */
  reversed: Generated<string>;
}

/** One row for each task given to a team, unique per contact, map and entry; it decides who was first. */
interface TasksTable {
  contact_id: string;
  map: string;
  entry: number;
  step: string;
  team: string;
  title: string;
  /** Those that a person can choose: JSON array of names. */
  outcomes: string;
  requested_at: number;
  /** One of `outcomes`, or `expired`; null while the task is open. */
  outcome: string | null;
  decided_at: number | null;
  decided_by: string | null;
}

/** Events of events.yaml that other systems reported; what they carried is in the outbox. */
interface CustomEventsTable {
  source: string;
  /** The event's id, unique per source. */
  external_id: string;
  contact_id: string;
  /** Hash of the body as delivered: the same id with another body is a conflict. */
  body_hash: string;
  recorded_at: number;
}

interface LoginsTable {
  contact_id: string;
  map: string;
  entry: number;
  program: string;
  /** SHA-256 of the token; the token itself is derived from the key with the server's secret. */
  token_hash: string;
  expires_at: number;
  consumed_at: number | null;
  /** When `revokeLogin` closed what this link opened; null while it is open. */
  closed_at: number | null;
}

/** Single-use links by which people of a team sign in to the approval console. */
interface ConsoleLinksTable {
  /** SHA-256 of the token; the token itself is nowhere. */
  token_hash: string;
  /** Trimmed and lower-cased. */
  address: string;
  expires_at: number;
  consumed_at: number | null;
}

/** The send ledger: what was sent, or is being sent, for (contact, map, entry, index). */
interface SentMailsTable {
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
interface SendingRateTable {
  name: string;
  /** The next turn that is free, in microseconds since 1970 UTC: a thousand mails a second have whole ones. */
  next_at: number;
}

interface SuppressionsTable {
  address: string;
  reason: string;
  created_at: number;
}

/** Where somebody said whether they want mails of a topic. */
export type ConsentSource = 'sign-up' | 'unsubscribe' | 'preferences';

/** Answers to whether a contact wants mails of a topic; none is ever changed, and the newest counts. */
interface ConsentsTable {
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

interface RunMemoryTable {
  contact_id: string;
  revision: number;
  /** RunMemory, JSON. */
  memory: string;
  recorded_at: number;
}

interface PositionsTable {
  contact_id: string;
  map: string;
  release: string;
  step: string;
  entry: number;
  since: number;
  wake_at: number | null;
}

/** Single values by name, such as the current release set and generated secrets. */
interface ValuesTable {
  name: string;
  value: ColumnType<string, string, string>;
}
