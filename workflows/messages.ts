import { defineQuery, defineSignal } from '@temporalio/workflow';
import type {
  ActivityJob,
  ActivityOutcome,
  DateOccurrence,
  DateRequest,
  InstantRequest,
} from '../src/program/commands.ts';
import type { ContactEvent, FieldValue } from '../src/program/events.ts';
import type { Engine } from '../src/program/engine.ts';
import type { RunMemory, RunRecord, RunState } from '../src/program/run-state.ts';
import type { Instant } from '../src/program/time.ts';

/** Argument of the workflow `contact`; what comes after the id is there when the run continues as new. */
export interface ContactInput {
  contactId: string;
  /** What a new run goes by; absent: the first one. With a state, the state says. */
  engine?: Engine;
  state?: RunState;
  /** What was done last, for the operator's details. */
  recent?: string[];
  /** Heard and not decided yet, in order. */
  undecided?: ContactEvent[];
  /** Heard from a sale system and not recorded yet, in order. */
  unrecorded?: object[];
}

/** Signal `event`: one CloudEvents 1.0 JSON object or an array of them; anything else is recorded and skipped. */
export const eventSignal = defineSignal<[unknown]>('event');

/** Signal `control`: `{ action: pause | resume, map? }`. */
export const controlSignal = defineSignal<[unknown]>('control');

/** Query `state`: the run's whole state as plain JSON. */
export const stateQuery = defineQuery<RunState>('state');

/**
 * The task queue of activities that wait for somebody else's system, beside that of the runs: it has a worker of its own,
 * so that systems that do not answer keep no mail waiting.
 */
export function outsideQueueOf(taskQueue: string): string {
  return `${taskQueue}-outside`;
}

/** What every activity of a map gets. `record` is written in the activity's own transaction. */
export interface ActivityRequest<Job extends ActivityJob = ActivityJob> {
  contactId: string;
  job: Job;
  record?: RunRecord;
}

/** What a run needs to know of its contact when it starts, or adopts a release that reads more fields. */
export interface ContactFacts {
  contact: Record<string, FieldValue>;
  enrolments: Record<string, Record<string, FieldValue>>;
  memory?: RunMemory;
}

/** Something that was not recorded. No personal data. */
export interface Refusal {
  /** Its type and id. */
  what: string;
  why: string;
}

/** Activities that the run itself needs, whatever is on its maps. */
export interface RunActivities {
  /** The facts as they were before the event with the sequence number `before`. */
  'load-run'(request: { contactId: string; fields: string[]; before: number }): Promise<ContactFacts>;
  'record-run'(request: { contactId: string; record: RunRecord }): Promise<void>;
  /** Commits what a sale system signalled, in order; answers with what was refused, and why. */
  'record-event'(request: { contactId: string; events: object[] }): Promise<{ refused: Refusal[] }>;
  'resolve-instant'(request: { contactId: string } & InstantRequest): Promise<Instant>;
  /** When a date comes; null when it does not come any more. */
  'find-date'(request: { contactId: string } & DateRequest): Promise<DateOccurrence | null>;
}

/** How many facts were committed. */
export interface DueRecorded {
  commissions: number;
  dates: number;
}

/** What the workflow `recordDue` asks for. */
export interface DueActivities {
  /** Commits every fact that has fallen due, once. */
  'record-due'(): Promise<DueRecorded>;
}

/** Activities that carry out what a step asks for, by the name in the job. */
export type JobActivities = {
  [Name in ActivityJob['activity']]: (
    request: ActivityRequest<Extract<ActivityJob, { activity: Name }>>,
  ) => Promise<ActivityOutcome>;
};
