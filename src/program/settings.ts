import type { Currency, DeclaredAttribute, FieldLiteral } from './program.ts';
import type { Duration } from './time.ts';

/** What the pages, the ledger and the mailer need of `*.program.yaml`, `sending.yaml` and `contact.yaml`, compiled. */
export interface Settings {
  programs: Record<string, PartnerProgram>;
  sending: SendingPolicy;
  /** The contact's own fields by name; absent when `contact.yaml` declares none. */
  fields?: Record<string, OwnField>;
  /** What the events of events.yaml carry, by event and name; absent when there are none. */
  events?: Record<string, Record<string, DeclaredValue>>;
}

/** A field of `contact.yaml`. */
export interface OwnField {
  type: FormField['type'] | 'money' | 'instant';
  /** Of an `enum`. */
  values?: string[];
  /** Of `money`. */
  currency?: Currency;
  /** The value of contacts who have none; money in minor units, an instant in milliseconds. */
  default?: FieldLiteral;
}

/** A declared value with all that doors check. */
export interface DeclaredValue extends DeclaredAttribute {
  form?: 'email' | 'url';
  values?: string[];
}

/** One partner program, compiled. Rates are whole basis points (20 % = 2000). */
export interface PartnerProgram {
  name: string;
  title: string;
  currency: Currency;
  /** BCP 47 tag used where the contact has none. */
  locale: string;
  /** IANA zone used where the contact has none. */
  timeZone: string;
  commissionBasisPoints: number;
  /** What else the program says of commissions; absent when it is a percentage and nothing more. */
  commission?: CommissionRules;
  attribution?: { cookie?: Duration; credit?: 'first' | 'last' };
  /** Applications are approved by themselves: for maps without `approve`. */
  approval?: 'automatic';
  /** Payouts are made from this amount on, in minor units. */
  payoutThreshold?: number;
  signUpForm?: SignUpForm;
  links: { title: string; url: string }[];
}

/** A share of the sale in basis points, or a flat amount in minor units. */
export type Rate = { basisPoints: number } | { flat: number };

export interface CommissionRules {
  /** By product; others have the program's own rate. */
  products?: Record<string, Rate>;
  holdFor?: Duration;
  /** Of the partner who brought the partner. */
  secondTierBasisPoints?: number;
  /** How long recurring payments of a sale earn. */
  recurringFor?: Duration;
}

export interface SignUpForm {
  id: string;
  fields: FormField[];
  /** The address is confirmed by a mail before the application counts. */
  confirmEmail?: true;
  consent?: { topic: string; text: string };
}

/** A built-in field (`firstName`, `lastName`, `email`) or one of the contact's own. */
export interface FormField {
  name: string;
  label: string;
  type: 'string' | 'text' | 'email' | 'url' | 'integer' | 'decimal' | 'boolean' | 'date' | 'enum';
  required: boolean;
  values?: string[];
}

export interface SendingPolicy {
  /** RFC 5322 mailbox, such as `Acme partners <partners@acme.example>`. */
  from: string;
  postalAddress: string;
  /** Team name → addresses. */
  teams: Record<string, string[]>;
  /** Those of the teams' people who are no approvers; absent when all are. */
  roles?: TeamRole[];
  topics?: Record<string, Topic>;
  quietHours?: QuietHours;
  caps?: { marketing: { count: number; per: Duration; beyond: 'drop' | 'delay' } };
  breaker?: { perContact?: Rolling; perMap?: Rolling };
  tracking?: { clicks: boolean };
}

/** What somebody of a team may do in the console beside, or instead of, deciding. */
export interface TeamRole {
  team: string;
  address: string;
  role: 'viewer' | 'admin';
}

/** So many in a rolling stretch of time. */
export interface Rolling {
  count: number;
  per: Duration;
}

/** What partners subscribe to; a marketing topic needs a recorded consent unless it is subscribed by default. */
export interface Topic {
  title: string;
  marketing: boolean;
  default?: 'subscribed';
}

/** Times of day as `HH:MM`; `zone` is an IANA name, or `contact`. */
export interface QuietHours {
  from: string;
  to: string;
  zone: string;
  heldLongerThan?: Duration;
  /** What becomes of a mail that was held longer. */
  tooLong: 'send' | 'drop';
}
