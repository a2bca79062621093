import type { Generated } from 'kysely';

export interface ContactsTable {
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

export interface EnrolmentsTable {
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
  /** The contact who brought this partner, and earns the commission of the second tier. */
  recruited_by: string | null;
  /** Totals of the ledger's rows: `Totals` says what each is. Money in minor units. */
  total_sales: Generated<number>;
  number_of_sales: Generated<number>;
  total_commission: Generated<number>;
  first_sale_at: number | null;
  last_sale_at: number | null;
  /** Commissions in minor units whose holding period was told to be over and that no payout has, less what refunds took back of them. */
  payable: Generated<number>;
  /** Whether the maps were told that it is enough for a payout. */
  payout_ready: Generated<0 | 1>;
}

export interface LoginsTable {
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
  /** What the partner knows the device by on which the link was used; null while it is not, or where it did not say. */
  device: string | null;
  /** When that device was last used, to the hour. */
  seen_at: number | null;
  /** When the partner signed that device out; null while they are signed in there. */
  signed_out_at: number | null;
}
