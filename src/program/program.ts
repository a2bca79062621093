import type { DeclaredValue } from './settings.ts';
import type { Step } from './step-types.ts';
import type { Duration, SignedDuration } from './time.ts';

/** The id of a step: unique in its map and stable, for it is where contacts stand. */
export type StepId = string;

/** The source text of a CEL expression that the compiler has type-checked. */
export type Cel = string;

/** ISO 4217 code and the number of decimals of its minor unit (USD: 2, JPY: 0). */
export interface Currency {
  code: string;
  digits: number;
}

/**
 * One automation, compiled: plain frozen JSON, addressed by the hash of its canonical form.
 * `kind: 'notices'` is a partner program's own mails, compiled as a map of its own.
 */
export interface Program {
  format: 1;
  kind: 'map' | 'notices';
  /** The map's name; a program's notices are called `<program>.notices`. */
  map: string;
  title: string;
  /** The partner program whose enrolment `contact.status`, `contact.totalSales` … read; absent without one. */
  program?: string;
  currency?: Currency;
  /** As soon as it holds, the contact leaves the map. */
  exitWhen?: Cel;
  triggers: Trigger[];
  milestones: MilestoneSet[];
  steps: Record<StepId, Step>;
  /** What became of ids of older releases; all lines apply at once. */
  moved?: Moved[];
  /** The contact fields that any expression, trigger, milestone or merge field reads, with their types. */
  fields: Record<string, FieldType>;
  /** Currencies of those that are the contact's own amounts; amounts of an enrolment are in the program's. */
  currencies?: Record<string, Currency>;
  /** The custom events that it listens to, by name, with what they carry; absent when there are none. */
  events?: Record<string, Record<string, DeclaredAttribute>>;
  /** What the activities of one's own answer whose answers it reads, by name; absent when there are none. */
  activities?: Record<string, Record<string, DeclaredValue>>;
}

/** What events.yaml or activities.yaml says of a value; money has a currency of its own. */
export interface DeclaredAttribute {
  type: FieldType;
  currency?: Currency;
}

/** What a contact field or an event attribute holds; `date` is an ISO 8601 calendar date as text. */
export type FieldType = 'string' | 'integer' | 'decimal' | 'money' | 'boolean' | 'instant' | 'date' | 'list';

/** A value of a contact field as an author writes it down and the kernel keeps it: money in minor units. */
export type FieldLiteral = number | string | boolean;

/** `to` of a step: a step id, or `exit` or `next`; of a trigger or milestone: its new name, null when forgotten. */
export type Moved =
  | { what: 'step'; from: StepId; to: StepId }
  | { what: 'trigger' | 'milestone'; from: string; to: string | null };

/** Who can come in or be reached: see language.md §3.2. */
export type Scope = 'anyone' | 'on-map' | 'parked' | { parkedAt: StepId[] };

/** A door of the map. Defaults are already filled in. */
export interface Trigger {
  name: string;
  on: EventMatch;
  scope: Scope;
  ifOnMap: 'ignore' | 'move' | 'add-again';
  once: boolean;
  /** Once per contact and value of this expression. */
  oncePer?: Cel;
  /** Sales within this time of the first one are told together, at its end: `first` is the wait that collects them. */
  coalesce?: Duration;
  reentry: 'always' | 'never' | { cooldown: Duration };
  /** The first step of the path; null for an empty one. */
  first: StepId | null;
}

/** Which contact events a door or a wait listens to. */
export type EventType =
  | 'form-submitted'
  | 'added'
  | 'approval-decided'
  | 'sale-recorded'
  | 'commission-earned'
  | 'commission-payable'
  | 'commission-paid'
  | 'sale-refunded'
  | 'field-updated'
  | 'tag-added'
  | 'tag-removed'
  | 'date-reached'
  | 'login-used'
  | 'email-clicked'
  | 'email-bounced'
  | 'unsubscribed'
  | 'custom';

export interface EventMatch {
  type: EventType;
  /** `custom`: the event's name in events.yaml. */
  name?: string;
  form?: string;
  outcome?: string;
  product?: string;
  kind?: SaleKind;
  full?: true;
  /** `field-updated`: the contact field, and how its value is tested. Money is in minor units. */
  field?: string;
  test?: { op: 'equals' | 'crosses' | 'crossesDown' | 'above' | 'below'; value: FieldLiteral };
  tag?: string;
  /** `email-clicked` and `email-bounced`: the email's name. */
  email?: string;
  topic?: string;
  /** `date-reached`. */
  date?: DateMatch;
  where?: Cel;
}

/** A fixed date (ISO 8601) or a date field of the contact, moved by `offset`, at a time of day (`HH:MM`, their zone). */
export interface DateMatch {
  /** Who listens, unique in the map: `trigger/<name>` or `step/<id>`. Each has occurrences of its own. */
  door: string;
  on: { field: string } | { date: string };
  offset?: SignedDuration;
  at: string;
  every?: 'year';
}

export type SaleKind = 'first' | 'recurring' | 'instalment';

/** Thresholds on one numeric or money field; money is in minor units, `at` strictly ascending. */
export interface MilestoneSet {
  name: string;
  field: string;
  /** Who can reach them; absent: `on-map`. */
  scope?: Exclude<Scope, 'on-map'>;
  at: { value: number; first: StepId | null }[];
  onJump: 'each' | 'highest' | 'digest';
  onRefund: 'keep' | 'rearm';
  backfill: 'silent' | 'send';
}

/** A compiled email, by name and by the hash of everything that its rendering depends on. */
export interface EmailRef {
  template: string;
  hash: string;
  /** Merge fields that the decision provides (figures, occasion); names and addresses are read at sending. */
  merges: string[];
}

/** The program and map a whole release consists of: map name → hash of its Program. */
export interface ReleaseSet {
  /** Hash of the canonical JSON of the rest. */
  id: string;
  maps: Record<string, string>;
  /** Hash of the Settings (partner programs, sending policy, contact fields). */
  settings: string;
}

/** What a run can resolve: every release set and program that the bundle holds. */
export interface Programs {
  sets: Record<string, ReleaseSet>;
  programs: Record<string, Program>;
}
