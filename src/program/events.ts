import type { SaleKind, StepId } from './program.ts';
import type { Instant } from './time.ts';

/** A value of a contact field as the kernel holds it: money in minor units, instants in milliseconds. */
export type FieldValue = string | number | boolean | string[] | null;

/** One field's change, in the order in which `field-updated` is raised. */
export interface FieldChange {
  field: string;
  before: FieldValue;
  after: FieldValue;
}

export interface Sale {
  id: string;
  /** Minor units. */
  amount: number;
  kind: SaleKind;
  product?: string;
  /** When the sale happened (event time). */
  at: Instant;
}

/** What a partner is paid in one batch. */
export interface Payout {
  /** The id of the batch. */
  batch: string;
  /** Minor units. */
  amount: number;
  at: Instant;
}

/** The place whose step brought a fact about: it waits there until the fact comes back as an event. */
export interface Cause {
  map: string;
  entry: number;
  /** How many facts lie on the way here, each brought about by a step that the one before it had set going. */
  round: number;
}

interface DataOf {
  'form-submitted': { form: string; fields: Record<string, FieldValue> };
  /** `at`: put at a step by hand; without it the map's `added` triggers decide. */
  added: { map: string; by: string; at?: StepId };
  removed: { map: string; by: string };
  /** Without `map` on all of them. */
  paused: { map?: string; by: string };
  resumed: { map?: string; by: string };
  'approval-decided': {
    map: string;
    entry: number;
    outcome: 'approved' | 'rejected';
    by: string;
    reason?: string;
  };
  /** Own fields (in `changes`) and tags; a step may leave all as it is, and waits for the event all the same. */
  'contact-changed': { by: string; reason?: string; tags?: { added: string[]; removed: string[] } };
  /** `commission` is absent where the sale earned none. */
  'sale-recorded': { sale: Sale; commission?: { amount: number } };
  'sale-refunded': { sale: Sale; refund: { amount: number; full: boolean; chargeback?: true } };
  /** On a sale of a partner whom the contact brought; negative where a refund takes back of it. */
  'second-tier-commission': { sale: Sale; commission: { amount: number } };
  'totals-corrected': { by: string };
  /** Brought along from another system, a membership or a sale: it counts from now on, and sets nothing going. */
  imported: { sale?: Sale; commission?: { amount: number } };
  /** A commission whose holding period is over: what is left of it after refunds. */
  'commission-payable': { sale: Sale; commission: { amount: number; secondTier?: true } };
  /** Commissions are paid out: what one partner gets in a batch. */
  'commission-paid': { payout: Payout };
  /** What is payable has become enough for a payout, or is no longer, without another fact; `silent`: it sets nothing going. */
  'payout-ready-changed': { silent?: true };
  /** A date came for a door that is open to anyone; `date` is ISO 8601. */
  'date-reached': { map: string; door: string; date: string };
  'login-used': Record<never, never>;
  /** The contact's address does not work; `email`: the name of the mail that showed it, `reason`: the server's words. */
  'email-bounced': { email: string; reason: string };
  /** A link of a mail was clicked, for the first time; `email`: the mail's name, `link`: where it leads. */
  'email-clicked': { email: string; link: string };
  /** Nothing more is sent for the topic, until they subscribe to it again. */
  unsubscribed: { topic: string };
  /** An event of events.yaml: its name, and its data as declared there. */
  custom: { name: string; data: Record<string, FieldValue> };
  'task-done': { map: string; entry: number; outcome: string; by: string };
}

/** The doors through which people act. */
export type Door = 'console' | 'command-line';

/** Facts about a contact's place in one map. */
export type MapFact = 'added' | 'removed' | 'paused' | 'resumed';

/** The types that come from outside; `commission-earned` and `field-updated` are derived from them. */
export type FactType = keyof DataOf;

/**
 * A fact about one contact: a CloudEvents 1.0 JSON object with the extension attributes `sequence`
 * (the contact's own gap-free number) and `releaseset` (the set that was current when it was dispatched).
 */
export type ContactEvent = {
  [T in FactType]: {
    specversion: '1.0';
    id: string;
    source: string;
    type: T;
    /** RFC 3339. */
    time: string;
    /** The contact's id. */
    subject: string;
    sequence: number;
    releaseset: string;
    /**
     * `program`: whose enrolment the changes of enrolment fields belong to. `cause`: there when a step asked for it.
     * `via`: through which door a person did it, where that is on record.
     */
    data: DataOf[T] & { program?: string; changes: FieldChange[]; cause?: Cause; via?: Door };
  };
}[FactType];

export type ContactEventOf<T extends FactType> = Extract<ContactEvent, { type: T }>;
