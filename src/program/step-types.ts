import type { Cel, EmailRef, EventMatch, FieldLiteral, StepId } from './program.ts';
import type { Duration, Instant, SignedDuration } from './time.ts';

interface StepBase {
  id: StepId;
  title?: string;
  /** Skipped when false. */
  if?: Cel;
  /** When the step keeps failing; absent: retried for 3 days, then parked for repair. */
  onFailure?: OnFailure;
  /** Where the place goes next; null when the path runs out. */
  next: StepId | null;
}

/**
 * `giveUp`: what becomes of a place when retrying is over; absent: it is parked, and a webhook takes its `failure`.
 * `{ first }`: a path of its own (null: an empty one), which rejoins at `next`.
 */
export interface OnFailure {
  retryFor?: Duration;
  giveUp?: 'park' | 'continue' | { first: StepId | null };
}

export interface EmailStep extends StepBase {
  kind: 'email';
  email: EmailRef;
  /** An address or the name of a team; absent: the contact. */
  to?: string;
  cc?: string[];
  replyTo?: string;
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
/** A human task. `outcomes`: first step of each outcome's path (null: an empty one); they rejoin at `next`. */
export interface TaskStep extends StepBase {
  kind: 'task';
  what: string;
  team: string;
  /** By name, in file order; `expired` is taken when `giveUpAfter` is over, and can be chosen by nobody. */
  outcomes: { name: string; first: StepId | null }[];
  remindEvery?: Duration;
  giveUpAfter?: Duration;
}
export interface GrantLoginStep extends StepBase {
  kind: 'grantLogin';
  email: EmailRef;
  linkValidFor: Duration;
}
export interface RevokeLoginStep extends StepBase {
  kind: 'revokeLogin';
}
/** Exactly one of `for`, `until` and `untilField` unless `at` or `window` alone say when. */
export interface WaitStep extends StepBase {
  kind: 'wait';
  for?: Duration;
  /** An instant, or a calendar date (ISO 8601) in the contact's zone. */
  until?: Instant | string;
  /** A date or instant field: empty waits until filled, a change moves the wait. */
  untilField?: string;
  offset?: SignedDuration;
  /** Time of day, `HH:MM`, in the contact's zone: the next one at or after what the rest says. */
  at?: string;
  window?: Window;
  /** Stands behind a door that coalesces: its further events join the place that waits here. */
  collects?: true;
}
/** Working hours: the end of a wait moves to the next instant inside. Days are ISO 8601 weekdays, Monday 1. */
export interface Window {
  days: number[];
  /** `HH:MM`. */
  from: string;
  to: string;
  /** An IANA zone, or the contact's. */
  zone: string;
}
export interface WaitForStep extends StepBase {
  kind: 'waitFor';
  on: EventMatch;
  atMost?: Duration;
  /** Events since the place entered this step count; absent: since arrival. */
  since?: StepId;
  /** When `atMost` is over; null: an empty path, which goes on at `next`. */
  otherwise: StepId | null;
}
export interface BranchStep extends StepBase {
  kind: 'branch';
  /** The first case that holds is taken; a case without `when` always holds. None holds: `next`. */
  cases: { when?: Cel; first: StepId | null }[];
}
/** Weights are percentages with up to two decimals and total 100. */
export interface SplitStep extends StepBase {
  kind: 'split';
  paths: { name: string; weight: number; first: StepId | null }[];
}
export interface ForkStep extends StepBase {
  kind: 'fork';
  join: 'all' | 'any' | 'none';
  paths: { name: string; first: StepId | null }[];
}
export interface GoalStep extends StepBase {
  kind: 'goal';
  on: EventMatch;
  scope: 'above' | 'on-map' | 'anyone';
  wait: boolean;
}
export interface SetStep extends StepBase {
  kind: 'set';
  values: { field: string; value?: FieldLiteral; cel?: Cel }[];
}
export interface TagStep extends StepBase {
  kind: 'tag';
  tags: string[];
}
export interface UntagStep extends StepBase {
  kind: 'untag';
  tags: string[];
}
/** What can be done to a contact's place in a map, by a step or by hand. */
export type MapAction = 'add' | 'remove' | 'pause' | 'resume';

export interface MapStep extends StepBase {
  kind: 'map';
  action: MapAction;
  target: string;
}
/** Texts may hold `${secret.NAME}`, resolved by the activity; a leaf `{ cel }` is evaluated by the decision. */
export interface WebhookStep extends StepBase {
  kind: 'webhook';
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: Template;
  timeout: Duration;
  success: StepId | null;
  failure: StepId | null;
}
/** An activity of one's own; its outcome is remembered by the place as `calls.<as>`. */
export interface CallStep extends StepBase {
  kind: 'call';
  activity: string;
  input: Template;
  as?: string;
}
/** `next` is the step to go to. */
export interface GoToStep extends StepBase {
  kind: 'goTo';
}
export interface EndStep extends StepBase {
  kind: 'end';
}
export interface ExitStep extends StepBase {
  kind: 'exit';
}

/** JSON of which each leaf may be `{ cel: … }`: a value that the decision fills in. */
export type Template = null | boolean | number | string | Template[] | { [key: string]: Template };

export type Step =
  | EmailStep
  | NotifyStep
  | ApproveStep
  | TaskStep
  | GrantLoginStep
  | RevokeLoginStep
  | WaitStep
  | WaitForStep
  | BranchStep
  | SplitStep
  | ForkStep
  | GoalStep
  | SetStep
  | TagStep
  | UntagStep
  | MapStep
  | WebhookStep
  | CallStep
  | GoToStep
  | EndStep
  | ExitStep;

export type StepKind = Step['kind'];
