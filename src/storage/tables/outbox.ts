import type { Generated } from 'kysely';

export interface OutboxTable {
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

export interface DispatcherLeasesTable {
  partition: number;
  owner: string;
  expires_at: number;
}

/** What is watched for facts that fall due by the clock; what has no row is watched from now on. */
export interface DueWatchesTable {
  /** `commissions/<program>`, or `dates/<map>/<door>`. */
  name: string;
  /** What fell due until then is told already, or is older than the watch. */
  told_until: number;
}
