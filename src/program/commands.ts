import type { ContactEvent, FieldValue } from './events.ts';
import type { Currency, EmailRef, FieldLiteral, StepId } from './program.ts';
import type { DeclaredValue } from './settings.ts';
import type { MapAction, Template, Window } from './step-types.ts';
import type { Duration, Instant, SignedDuration } from './time.ts';

/** Where a piece of work comes from; (contact, map, entry, index) keys the send ledger. */
export interface Origin {
  map: string;
  step: StepId;
  entry: number;
}

/**
 * The values a mail keeps from the decision that issued it, by merge field path
 * (`contact.totalSales`, `milestone.value`, `sale.amount`). Money is in minor units of `currency`.
 */
export type MergeValues = Record<string, unknown>;

/** A merge value whose path does not tell its type: an amount in minor units, or an instant in milliseconds. */
export type TypedFigure =
  { type: 'money'; value: number; currency: Currency } | { type: 'instant'; value: Instant };

export interface MailRequest {
  /** Index of the mail within the step's entry: 0 for the first, reminders count on. */
  index: number;
  email: EmailRef | { builtIn: 'approval-request' | 'task-request' };
  to: 'contact' | { team: string } | { address: string };
  /** Who gets a copy: addresses, and names of teams. */
  cc?: string[];
  /** RFC 5322 mailbox; absent: the sender. */
  replyTo?: string;
  program?: string;
  values: MergeValues;
  /** Partners who are not approved at sending get none. */
  onlyApproved?: true;
}

/** What becomes of a contact's own fields and tags; to set a value or add a tag that is there changes nothing. */
export interface ContactChange {
  set?: Record<string, FieldValue>;
  tag?: string[];
  untag?: string[];
}

/**
 * An instant that depends on zone rules, in the contact's zone: `from` and `duration` after it (or before it), then the
 * next `at`, then not `earliest` than that, then within the `window`. What is left out changes nothing.
 */
export interface InstantRequest {
  /** An instant, or the beginning of a calendar date (ISO 8601). */
  from: Instant | string;
  duration: Duration | SignedDuration;
  /** Time of day, `HH:MM`. */
  at?: string;
  earliest?: Instant;
  window?: Window;
}

/** Asks when a date comes: the date itself, moved by `offset`, at the time of day `at` (`HH:MM`) in the contact's zone. */
export interface DateRequest {
  /** A calendar date (ISO 8601), or an instant, which counts as the day on which it falls there. */
  from: Instant | string;
  offset?: SignedDuration;
  at: string;
  /** Again on each anniversary. */
  every?: 'year';
  /** It has to come after this instant. */
  after: Instant;
}

/** A date that comes: the date itself (ISO 8601), without the offset, and the instant at which it counts as reached. */
export interface DateOccurrence {
  date: string;
  at: Instant;
}

/** An HTTP request as the map writes it: the activity fills in secrets and the body's expressions. */
export interface WebhookRequest {
  /** As are `headers` and the texts of `body`, with `${secret.NAME}` in it. */
  url: string;
  method: string;
  headers: Record<string, string>;
  /** A text as it is, anything else as JSON. */
  body?: Template;
  /** What the expressions of `body` came to, by their text: contacts' values stay apart from texts that may name a secret. */
  values?: Record<string, FieldValue>;
  /** Milliseconds. */
  timeout: number;
}

interface JobBase {
  /** `map/step#entry`, with `.n` for the n-th reminder: unique among the run's pending activities. */
  id: string;
  origin: Origin;
  /** What the operator reads in the Temporal UI; no personal data. */
  summary: string;
  /** Instants to resolve by the way; they come back under the same names. */
  resolve?: Record<string, InstantRequest>;
}

/** One activity to run: a discriminated union over the activity's name. */
export type ActivityJob = JobBase &
  (
    | { activity: 'act-on-map'; input: { action: MapAction; map: string; round: number } }
    | {
        activity: 'call-activity';
        /**
         * `input`: as the map writes it; `values`: what its expressions came to, by their text (absent in what earlier
         * versions asked for: filled in already). `output`: what it must answer, by name; absent where nobody reads it.
         */
        input: {
          name: string;
          input: Template;
          values?: Record<string, Template>;
          output?: Record<string, DeclaredValue>;
        };
      }
    | { activity: 'call-webhook'; input: WebhookRequest }
    | { activity: 'change-contact'; input: { change: ContactChange; round: number } }
    | { activity: 'send-email'; input: { mail: MailRequest } }
    | {
        activity: 'request-approval';
        input: { program: string; team: string; mail: MailRequest; autoApprove?: { reason: string } };
      }
    | { activity: 'expire-approval'; input: { program: string } }
    | { activity: 'grant-login'; input: { program: string; linkValidFor: Duration; mail: MailRequest } }
    | { activity: 'revoke-login'; input: { program: string } }
    | {
        activity: 'request-task';
        /** `outcomes`: those that a person can choose. */
        input: { team: string; title: string; outcomes: string[]; mail: MailRequest };
      }
    | { activity: 'expire-task'; input: Record<never, never> }
  );

export type ActivityName = ActivityJob['activity'];

/** Why work counts as done although nothing was sent. */
export type SkipReason =
  'suppressed' | 'not-approved' | 'unsubscribed' | 'capped' | 'held-too-long' | 'already-decided';

/** Which rule of sending.yaml holds a mail; `rate` is the mail server's share of a second. */
export type HoldReason = 'quiet-hours' | 'cap' | 'breaker' | 'rate';

/** What became of an activity. A failure here has used up the server's quick retries; a webhook's has none. */
export type ActivityOutcome =
  /**
   * `output`: what was answered from outside. Of an activity of one's own as declared, money in minor units, instants in
   * milliseconds; of a webhook its HTTP `status`.
   */
  | {
      status: 'done';
      skipped?: SkipReason;
      instants?: Record<string, Instant>;
      output?: Record<string, FieldLiteral>;
    }
  /** `why`: a rule holds the mail; absent where somebody else may be sending it. */
  | { status: 'not-before'; at: Instant; why?: HoldReason }
  /** `notBefore`: who failed has asked not to be tried again earlier. */
  | { status: 'failed'; message: string; permanent: boolean; notBefore?: Instant };

/** An instant that depends on zone rules, resolved outside the kernel in the contact's zone. */
export interface ResolveRequest extends InstantRequest {
  id: string;
}

/** A date of which the kernel wants to know when it comes, in the contact's zone. */
export interface FindDateRequest extends DateRequest {
  id: string;
}

/** What the kernel is told. */
export type KernelEvent =
  | { type: 'event'; event: ContactEvent }
  | { type: 'activity-ended'; id: string; outcome: ActivityOutcome }
  | { type: 'resolved'; id: string; at: Instant }
  /** Null: it does not come any more. */
  | { type: 'date-found'; id: string; occurrence: DateOccurrence | null }
  /** The clock passed an instant that `nextWake` named, or the run continued as new. */
  | { type: 'clock' };

/** What the kernel asks for. Wake-ups, positions and the end follow from the state: nextWake, positionsOf, isFinished. */
export type Command =
  | { type: 'run-activity'; job: ActivityJob }
  | { type: 'resolve'; request: ResolveRequest }
  | { type: 'find-date'; request: FindDateRequest };
