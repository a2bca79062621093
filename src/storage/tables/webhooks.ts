import type { Generated } from 'kysely';

/** What is to be told to an endpoint, and how it went. */
export interface WebhookDeliveriesTable {
  id: Generated<number>;
  /** Its name in the settings. */
  endpoint: string;
  /** The same for each attempt; unique per endpoint. */
  webhook_id: string;
  type: string;
  /** The body, byte for byte as it is signed. */
  body: string;
  contact_id: string;
  created_at: number;
  status: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  /** When it is tried next; while it is being tried, when the attempt counts as lost. */
  next_at: number;
  /** The HTTP status of the last answer; null where there was none. */
  answer: number | null;
  /** Why the last attempt failed, for people. */
  failure: string | null;
  settled_at: number | null;
}

/** Endpoints that did not take a message for so long that nothing more is sent to them. */
export interface DisabledEndpointsTable {
  endpoint: string;
  disabled_at: number;
  reason: string;
}
