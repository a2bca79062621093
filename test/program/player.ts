import { nextOccurrence } from '../../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import { MAP_FACTS } from '../../src/partners/act-on-map.ts';
import { applyChange } from '../../src/partners/contact-change.ts';
import type {
  ActivityJob,
  ActivityOutcome,
  KernelEvent,
  ResolveRequest,
} from '../../src/program/commands.ts';
import { decide, type Decision } from '../../src/program/decide.ts';
import type { FieldChange, FieldValue, Sale } from '../../src/program/events.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Programs } from '../../src/program/program.ts';
import type { Place, RunMemory, RunState } from '../../src/program/run-state.ts';
import { nextWake } from '../../src/program/run-views.ts';
import type { Instant } from '../../src/program/time.ts';
import { dollars, eventOf, START, type Fact } from './builders.ts';

/** What a test lets an activity answer; `hold` leaves it in flight until `answer` is called. */
export type Answer = 'done' | 'hold' | ActivityOutcome;

/** A mail (or question, or login) that an activity was asked for. */
interface Mail {
  template: string;
  at: Instant;
  job: ActivityJob;
}

type MapJob = Extract<ActivityJob, { activity: 'act-on-map' }>;
type ChangeJob = Extract<ActivityJob, { activity: 'change-contact' }>;

/**
 * Drives the kernel as the workflow would, on a virtual clock: activities are answered as the test says
 * (done at once by default), instants are resolved by the UTC calendar. Every decision is made on a deeply
 * frozen state that has been through JSON, so each test also proves that decide() is pure and its state plain.
 */
export class Player {
  state: RunState;
  now: Instant = START;
  releaseSet = 'r1';
  answers: (job: ActivityJob) => Answer = () => 'done';
  /** Every activity that was started, in order. */
  readonly started: Mail[] = [];
  /** Activities in flight, oldest first. */
  held: ActivityJob[] = [];
  /** Instants that were asked for, in order; with `hold` a test answers itself. */
  readonly asked: ResolveRequest[] = [];
  resolves: 'at once' | 'hold' = 'at once';
  /** Decide as before continue-as-new: nothing is started. */
  hold = false;
  /** Looks at every decision: the state it was made on, what was told, and what came of it. */
  watch: (before: RunState, event: KernelEvent, decision: Decision) => void = () => undefined;
  readonly fields: Record<string, FieldValue> = { totalSales: 0, numberOfSales: 0, totalCommission: 0 };
  tags: string[] = [];
  readonly programs: Programs;
  sequence: number;

  constructor(programs: Programs, memory?: RunMemory) {
    this.programs = frozen(programs);
    this.state = frozen(newRun('contact-1', memory));
    this.sequence = this.state.sequence;
  }

  /** One decision, then the answers to what it asked for. */
  tell(event: KernelEvent): this {
    const before = frozen(JSON.parse(JSON.stringify(this.state)) as RunState);
    const decision = frozen(decide(this.programs, before, frozen(event), this.now, { hold: this.hold }));
    this.state = decision.state;
    this.watch(before, event, decision);
    for (const command of decision.commands) {
      if (command.type === 'resolve') {
        const { id, ...request } = command.request;
        this.asked.push(command.request);
        if (this.resolves === 'hold') continue;
        this.tell({ type: 'resolved', id, at: resolveInstant(request, 'UTC') });
      } else if (command.type === 'find-date') {
        const { id, ...request } = command.request;
        this.tell({ type: 'date-found', id, occurrence: nextOccurrence(request, 'UTC') ?? null });
      } else this.run(command.job);
    }
    return this;
  }

  private run(job: ActivityJob): void {
    this.started.push({ template: templateOf(job), at: this.now, job });
    const answer = this.answers(job);
    if (answer === 'hold') this.held.push(job);
    else this.end(job, answer);
  }

  private end(job: ActivityJob, answer: Exclude<Answer, 'hold'>): void {
    const given: ActivityOutcome = answer === 'done' ? { status: 'done' } : answer;
    const outcome = given.status === 'done' ? { instants: instantsOf(job), ...given } : given;
    this.tell({ type: 'activity-ended', id: job.id, outcome });
    const auto = job.activity === 'request-approval' && outcome.status === 'done' && job.input.autoApprove;
    if (auto) this.decided(job.origin.entry, 'approved', auto.reason);
    if (job.activity === 'change-contact' && outcome.status === 'done') this.changed(job);
    if (job.activity === 'act-on-map' && outcome.status === 'done') this.acted(job);
  }

  /** Answers the oldest activity in flight, or the oldest with this template. */
  answer(answer: Exclude<Answer, 'hold'> = 'done', template?: string): this {
    const job = this.held.find((each) => template === undefined || templateOf(each) === template);
    if (!job) throw new Error(`nothing in flight for ${template ?? 'any template'}`);
    this.held = this.held.filter((each) => each !== job);
    this.end(job, answer);
    return this;
  }

  /** A fact arrives, with the next sequence number. */
  hear(fact: Fact): this {
    this.sequence += 1;
    return this.tell({ type: 'event', event: eventOf(fact, this.sequence, this.releaseSet, this.now) });
  }

  /** Changes fields and raises `field-updated`, without a sale. */
  correct(values: Record<string, FieldValue>): this {
    return this.hear({ type: 'totals-corrected', data: { by: 'test', changes: this.changesTo(values) } });
  }

  /** A sale in whole dollars; earns 20 % unless told otherwise. */
  sale(amount: number, more: Partial<Sale> & { commission?: number } = {}): this {
    const { commission = amount * 0.2, ...rest } = more;
    const id = `s-${this.sequence + 1}`;
    const sale: Sale = { id, amount: dollars(amount), kind: 'first', at: this.now, ...rest };
    const changes = this.changesTo({
      totalSales: Number(this.fields['totalSales']) + sale.amount,
      numberOfSales: Number(this.fields['numberOfSales']) + (sale.kind === 'first' ? 1 : 0),
      totalCommission: Number(this.fields['totalCommission']) + dollars(commission),
    });
    const earned = commission > 0 ? { commission: { amount: dollars(commission) } } : {};
    return this.hear({ type: 'sale-recorded', data: { sale, ...earned, changes } });
  }

  /** A refund of so many dollars from the totals. */
  refund(amount: number, full = false): this {
    const changes = this.changesTo({ totalSales: Number(this.fields['totalSales']) - dollars(amount) });
    const sale: Sale = { id: 's-0', amount: dollars(amount), kind: 'first', at: this.now };
    return this.hear({
      type: 'sale-refunded',
      data: { sale, refund: { amount: dollars(amount), full }, changes },
    });
  }

  /** A decision on the question asked with this entry (by default the place that stands at a question). */
  decided(entry: number, outcome: 'approved' | 'rejected', reason = ''): this {
    const changes = this.changesTo({ status: outcome });
    const data = { map: 'm', entry, outcome, by: 'kim@example.com', reason, changes };
    return this.hear({ type: 'approval-decided', data });
  }

  /** The event of a change that a step has asked for. */
  private changed({ origin: { map, entry }, input: { change, round } }: ChangeJob): this {
    const { after, changes, tags } = applyChange({ fields: this.fields, tags: this.tags }, change);
    Object.assign(this.fields, after.fields);
    this.tags = after.tags;
    const data = { by: map, ...(tags ? { tags } : {}), changes, cause: { map, entry, round } };
    return this.hear({ type: 'contact-changed', data });
  }

  /** The event of what a step has done to another map. */
  private acted({ origin, input: { action, map, round } }: MapJob): this {
    const cause = { map: origin.map, entry: origin.entry, round };
    return this.hear({ type: MAP_FACTS[action], data: { map, by: origin.map, cause } });
  }

  private changesTo(values: Record<string, FieldValue>): FieldChange[] {
    const changes = Object.entries(values).map(([field, after]) => ({
      field,
      before: this.fields[field] ?? null,
      after,
    }));
    Object.assign(this.fields, values);
    return changes;
  }

  /** Lets time pass, stopping at every instant that the state waits for. */
  pass(ms: number): this {
    const until = this.now + ms;
    for (let at = nextWake(this.state); at !== undefined && at <= until; at = nextWake(this.state)) {
      this.now = Math.max(this.now, at);
      this.tell({ type: 'clock' });
    }
    this.now = until;
    return this;
  }

  /** The places on a map, oldest first. */
  places(map = 'm'): Place[] {
    return this.state.maps[map]?.places ?? [];
  }

  /** The only place at a step. */
  at(step: string, map = 'm'): Place {
    const found = this.places(map).filter((place) => place.step === step);
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} places at ${step}`);
    return found[0];
  }

  /** Where the contact stands: main places as `step`, added ones as `+step`. */
  stands(map = 'm'): string[] {
    return this.places(map).map(({ main, step }) => (main ? step : `+${step}`));
  }

  /** The templates asked for so far, in order. */
  mails(): string[] {
    return this.started.map(({ template }) => template);
  }

  /** The merge values of the n-th mail. */
  values(index: number): Record<string, unknown> {
    const job = this.started[index]?.job;
    return job && 'mail' in job.input ? job.input.mail.values : {};
  }

  reached(set = 'total', map = 'm'): number[] {
    return (this.state.maps[map]?.milestones[set] ?? []).map((minor) => minor / 100);
  }
}

/** The mail's template; `approval-request` for the built-in question, `expire` for the end of one. */
export function templateOf(job: ActivityJob): string {
  if (job.activity.startsWith('expire-')) return 'expire';
  if (job.activity === 'change-contact') return 'change';
  if (job.activity === 'act-on-map') return job.input.action;
  if (!('mail' in job.input)) return job.activity;
  const ref = job.input.mail.email;
  return 'template' in ref ? ref.template : ref.builtIn;
}

function instantsOf(job: ActivityJob): Record<string, Instant> {
  const requests = Object.entries(job.resolve ?? {});
  return Object.fromEntries(requests.map(([name, request]) => [name, resolveInstant(request, 'UTC')]));
}

/** The same value, deeply frozen: whoever changes it is found out. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
