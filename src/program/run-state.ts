import type { ActivityJob, DateOccurrence } from './commands.ts';
import type { Engine } from './engine.ts';
import type { FieldValue, Payout, Sale } from './events.ts';
import type { EventType, FieldLiteral, StepId } from './program.ts';
import type { Instant } from './time.ts';

/** All that a run knows, as plain JSON: it survives continue-as-new, and the simulator uses the same. */
export interface RunState {
  /** Which behaviour the run has, fixed until it continues as new (`engine.ts`). */
  engine: Engine;
  contactId: string;
  /** The release set that resolves maps on which the contact does not stand yet; '' before the first event. */
  releaseSet: string;
  /** Highest event sequence number decided; lower ones are dropped. */
  sequence: number;
  /** Last entry number minted; never reused. */
  entry: number;
  /** Counts changes of places and memory; the run record keeps the highest. */
  revision: number;
  /** The contact's own and built-in fields that the programs read. */
  contact: Record<string, FieldValue>;
  /** Program name → the enrolment fields that the programs read. */
  enrolments: Record<string, Record<string, FieldValue>>;
  maps: Record<string, MapState>;
  /** Nothing goes on, on any map. */
  paused?: true;
  /** Activities asked for and not yet answered, oldest first; only `running` ones have been started. */
  jobs: { job: ActivityJob; running: boolean }[];
  /** Why something was refused instead of decided (bounds, unreadable input); newest last, at most 20. */
  refused: { at: Instant; what: string; why: string }[];
}

export interface MapState extends MapMemory {
  /** Hash of the Program that the places obey; '' while the contact does not stand on the map. */
  release: string;
  places: Place[];
  /** Dates that somebody on the map listens to, by their door. */
  dates?: Record<string, DateTimer>;
  /** Goals achieved during this stay on the map. */
  goals?: StepId[];
}

/** A date that is watched. */
export interface DateTimer {
  /** What the answer was asked for: an instant, or a calendar date (ISO 8601). */
  of: Instant | string;
  /** The question that is under way. */
  asked?: string;
  /** When it comes; without it and `asked` it does not come again. */
  next?: DateOccurrence;
}

/** What a map remembers of a contact beyond their stay, and beyond the run's end. */
export interface MapMemory {
  /** Names of `once` triggers that were spent. */
  once: string[];
  /** Trigger → values of `oncePer` that were spent, as text; of each trigger the newest 1,000. */
  oncePer?: Record<string, string[]>;
  /** Milestone set → thresholds reached. */
  milestones: Record<string, number[]>;
  /** When the contact last left the map. */
  leftAt?: Instant;
  /** Nothing goes on here. */
  paused?: true;
  /** What came while it was paused. */
  held?: Held;
}

/** What a paused map has to catch up with: bounded by its doors and the fields that its milestones watch. */
export interface Held {
  /** Trigger or `goals/<id>` → the latest event that it would have opened for. */
  knocks: Record<string, Occurrence>;
  /** Watched field → its value before the first change. */
  before: Record<string, FieldValue>;
}

/** One standing of the contact on a map. */
export interface Place {
  /** Minted when the place entered this step; names its activities and keys its mails. */
  entry: number;
  step: StepId;
  since: Instant;
  /** The place with which the contact came onto the map; others are added ones. */
  main: boolean;
  /** The trigger or milestone set that started it. */
  door: string;
  occasion: Occasion;
  waits: Waiting;
  /** Waits that the place has passed at once, without having stood still since: a loop must not spin. */
  passed?: number;
  /** Of the event that the place came here by, where steps brought it about; absent for 0, and after a real wait. */
  round?: number;
  /** The path of a fork that the place walks: `fork` is the entry of the place that waits there for it. */
  branch?: { fork: number; path: string };
  /** `waitFor` steps whose `since` the place has passed → the first event that each would have taken; null: none yet. */
  heard?: Record<StepId, Occurrence | null>;
}

/** What happened, in the words of the language: a fact from outside, or what follows from one. */
export interface Occurrence {
  /** `task-done` is heard by the task alone: no trigger can name it. */
  type: EventType | 'task-done';
  /** Of a custom event. */
  name?: string;
  /** The attributes of `event` in CEL. Money in minor units. */
  data: Record<string, unknown>;
}

/** What brought the place about: `event.` in CEL and the merge fields of its mails. Money in minor units. */
export interface Occasion {
  event?: Occurrence;
  sale?: Sale;
  commission?: { amount: number };
  payout?: Payout;
  /** What has been collected (`coalesce`), in the order of recording; `sale` is the last, `commission` their sum. */
  sales?: CollectedSale[];
  approval?: { reason?: string };
  milestone?: MilestoneOccasion;
  /** What `call` steps on the way here have answered, by the name in `as`. */
  calls?: Record<string, CallAnswer>;
}

/** The answer of an activity of one's own; the program that the place obeys says of which types it is. */
export interface CallAnswer {
  activity: string;
  output: Record<string, FieldLiteral>;
}

/** A sale with what it earned. Minor units. */
export interface CollectedSale extends Sale {
  commission: number;
}

export interface MilestoneOccasion {
  value: number;
  /** All thresholds that this mail stands for (`digest`: every one that was crossed). */
  values: number[];
  /** `each`: thresholds still to be gone through after this one. */
  rest: number[];
  next?: number;
  /** A mail of this occasion was handed to the mail server: a refund no longer retracts it. */
  sent: boolean;
  /** Set at the first fork that the occasion comes to, the same in all places in which it walks on. */
  shared?: number;
}

/** Why a place stands still. */
export type Waiting =
  | { for: 'activity'; id: string; attempts: number; failedSince?: Instant }
  | { for: 'retry'; at: Instant; job: ActivityJob; attempts: number; failedSince?: Instant }
  | { for: 'resolution'; id: string }
  | { for: 'instant'; at: Instant }
  /** Without `giveUpAt` for ever; `resolution`: the end depends on zone rules and is being resolved. */
  | { for: 'event'; giveUpAt?: Instant; resolution?: string }
  | { for: 'decision'; remindAt?: Instant; giveUpAt?: Instant; reminders: number }
  /** At a fork: paths that have not run out. */
  | { for: 'join'; paths: string[] }
  /** The pause: then it goes on at `to`. */
  | { for: 'resume'; to: StepId | null }
  | { for: 'nothing' }
  | { for: 'repair'; reason: string };

/** What a map remembers, by map, and the counters: kept in the database beyond the run's end. */
export interface RunMemory {
  sequence: number;
  entry: number;
  revision: number;
  paused?: true;
  maps: Record<string, MapMemory>;
}

/** Where the contact stands, for lists and counts; a projection, never read by a decision. */
export interface Position {
  map: string;
  release: string;
  step: StepId;
  entry: number;
  since: Instant;
  wakeAt?: Instant;
}

/** Memory and positions together, written by the activity that the decision asked for anyway. */
export interface RunRecord {
  memory: RunMemory;
  positions: Position[];
}
