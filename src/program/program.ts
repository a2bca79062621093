import type { Duration, Instant } from './time.ts';

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
  triggers: Trigger[];
  milestones: MilestoneSet[];
  steps: Record<StepId, Step>;
  /** The contact fields that any expression, trigger, milestone or merge field reads, with their types. */
  fields: Record<string, FieldType>;
}

/** What a contact field or an event attribute holds; `date` is an ISO 8601 calendar date as text. */
export type FieldType = 'string' | 'integer' | 'decimal' | 'money' | 'boolean' | 'instant' | 'date' | 'list';

/** A door of the map. Defaults are already filled in. */
export interface Trigger {
  name: string;
  on: EventMatch;
  scope: 'anyone' | 'on-map' | 'parked' | { parkedAt: StepId[] };
  ifOnMap: 'ignore' | 'move' | 'add-again';
  once: boolean;
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
  | 'sale-refunded'
  | 'field-updated'
  | 'login-used';

export interface EventMatch {
  type: EventType;
  form?: string;
  outcome?: string;
  product?: string;
  kind?: SaleKind;
  full?: true;
  /** `field-updated`: the contact field, and how its value is tested. Money is in minor units. */
  field?: string;
  test?: { op: 'equals' | 'crosses' | 'crossesDown' | 'above' | 'below'; value: number | string | boolean };
  where?: Cel;
}

export type SaleKind = 'first' | 'recurring' | 'instalment';

/** Thresholds on one numeric or money field; money is in minor units, `at` strictly ascending. */
export interface MilestoneSet {
  name: string;
  field: string;
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

interface StepBase {
  id: StepId;
  title?: string;
  /** Skipped when false. */
  if?: Cel;
  /** Where the place goes next; null when the path runs out. */
  next: StepId | null;
}

export interface EmailStep extends StepBase {
  kind: 'email';
  email: EmailRef;
  /** Set on a program's notices: partners who are not approved at sending get none. */
  onlyApproved?: true;
}
export interface NotifyStep extends StepBase {
  kind: 'notify';
  team: string;
  email: EmailRef;
}
export interface ApproveStep extends StepBase {
  kind: 'approve';
  team: string;
  /** The team's mail; absent: the built-in text. */
  email?: EmailRef;
  autoApproveIf?: Cel;
  remindEvery?: Duration;
  giveUpAfter?: Duration;
  rejected: StepId | null;
  expired: StepId | null;
}
export interface GrantLoginStep extends StepBase {
  kind: 'grantLogin';
  email: EmailRef;
  linkValidFor: Duration;
}
export interface WaitStep extends StepBase {
  kind: 'wait';
  for?: Duration;
  until?: Instant;
}
export interface BranchStep extends StepBase {
  kind: 'branch';
  /** The first case that holds is taken; a case without `when` always holds. None holds: `next`. */
  cases: { when?: Cel; first: StepId | null }[];
}
export interface EndStep extends StepBase {
  kind: 'end';
}
export interface ExitStep extends StepBase {
  kind: 'exit';
}

export type Step =
  EmailStep | NotifyStep | ApproveStep | GrantLoginStep | WaitStep | BranchStep | EndStep | ExitStep;

export type StepKind = Step['kind'];

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
