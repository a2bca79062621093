import type { Generated } from 'kysely';

/** Sales, what gives them back, and corrections; the totals beside an enrolment are sums over its rows. */
export interface LedgerTable {
  id: Generated<number>;
  contact_id: string;
  program: string;
  /** `second-tier`: the commission on a sale of a partner whom the contact brought, or what a refund takes back of it. */
  entry_type: 'sale' | 'refund' | 'chargeback' | 'correction' | 'second-tier';
  source: string;
  /** The event's id, unique per source. */
  external_id: string;
  /** Source of the sale that `sale_id` names, for sale ids are unique per source only; null for corrections. */
  sale_source: string | null;
  /** Sale id: a sale's own, or the sale that a refund, a chargeback or a second tier belongs to; null for corrections. */
  sale_id: string | null;
  sale_kind: 'first' | 'recurring' | 'instalment' | null;
  product: string | null;
  /** The first sale that a recurring payment or an instalment belongs to, where it names one. */
  first_sale_source: string | null;
  first_sale_id: string | null;
  /** Minor units; negative for refunds and chargebacks, 0 in the second tier, where nothing was sold. */
  amount: number;
  /** What was paid or given back in another currency, in its minor units; null where it was in the program's. */
  original_amount: number | null;
  /** ISO 4217 code. */
  original_currency: string | null;
  /** Units of the program's currency that one of the other was worth, as decimal text; a refund has its sale's. */
  exchange_rate: string | null;
  /** Minor units; negative where a refund takes commission back. */
  commission: number;
  occurred_at: number;
  recorded_at: number;
  /** Hash of the body as delivered: the same id with another body is a conflict. */
  body_hash: string;
  /** The payout in which the commission was paid, or what was taken back was settled. */
  payout: string | null;
}

/** Commissions whose holding period is not known to be over; the row goes when its end is told, or nothing is left. */
export interface HeldCommissionsTable {
  /** Source and id of the ledger row that earned it. */
  sale_source: string;
  sale_id: string;
  contact_id: string;
  program: string;
  /** Event time of the sale: the holding period counts from it. */
  occurred_at: number;
  recorded_at: number;
}

/** Events of events.yaml that other systems reported; what they carried is in the outbox. */
export interface CustomEventsTable {
  source: string;
  /** The event's id, unique per source. */
  external_id: string;
  contact_id: string;
  /** Hash of the body as delivered: the same id with another body is a conflict. */
  body_hash: string;
  recorded_at: number;
}
