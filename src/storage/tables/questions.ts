import type { Generated } from 'kysely';

/** One row for each question put to people, unique per contact, map and entry; it decides who was first. */
export interface ApprovalsTable {
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
export interface TasksTable {
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

/** Single-use links by which people of a team sign in to the approval console. */
export interface ConsoleLinksTable {
  /** SHA-256 of the token; the token itself is nowhere. */
  token_hash: string;
  /** Trimmed and lower-cased. */
  address: string;
  expires_at: number;
  consumed_at: number | null;
}
