import type { ContactEvent, FactType } from '../program/events.ts';
import type { Position } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import type { Consent } from '../storage/consents.ts';
import type { RecordedDecision } from './reversed-decisions.ts';
import type { MailRecord } from './sent-mail.ts';
import type { SoftBounce } from './soft-bounces.ts';
import type { Task } from './tasks.ts';

/** Answers are told from the questions, together with those that time took. */
export const ANSWERS = ['approval-decided', 'task-done'] as const;
type ToldFact = Exclude<FactType, (typeof ANSWERS)[number]>;

/** A fact from the outbox; `time` is when it happened, the entry's `at` when it was recorded. */
export type TimelineFact = {
  [T in ToldFact]: {
    type: T;
    time: Instant;
    data: Extract<ContactEvent, { type: T }>['data'];
  };
}[ToldFact];

/** Where a contact stood for a while, as far as their run wrote it down. */
export interface PastWait extends Omit<Position, 'release'> {
  leftAt: Instant;
}

/** One thing that happened to a contact. */
export type TimelineEntry = { at: Instant } & (
  | { kind: 'fact'; fact: TimelineFact }
  | { kind: 'question'; map: string; step: string; team: string; program: string }
  /** `reverses`: the decision that this one took the place of. */
  | { kind: 'decision'; map: string; decision: RecordedDecision; reverses?: RecordedDecision }
  /** What they agreed to, or did not agree to at sign-up; that they left a topic is a fact. */
  | { kind: 'consent'; consent: Consent }
  | { kind: 'task'; task: Task }
  | { kind: 'task-done'; task: Task; done: NonNullable<Task['done']> }
  | { kind: 'login-closed'; program: string }
  /** Where they stood for a while, at the moment in which they went on. */
  | { kind: 'wait'; wait: PastWait }
  /** Where they stand now, at the moment in which they came there. */
  | { kind: 'place'; position: Position }
  | { kind: 'mail'; mail: MailRecord }
  | { kind: 'soft-bounce'; bounce: SoftBounce }
);

/** What happens at one instant follows from the fact: consent, the question, its answer, where that led, the mail about it. */
const RANKS: Record<TimelineEntry['kind'], number> = {
  fact: 0,
  consent: 1,
  question: 2,
  task: 2,
  decision: 3,
  'task-done': 3,
  'login-closed': 3,
  wait: 4,
  place: 5,
  mail: 6,
  'soft-bounce': 7,
};

/** For a stable sort: what equals comes in the order of its source. */
export function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || RANKS[a.kind] - RANKS[b.kind];
}
