import type {
  ActivityJob,
  ActivityOutcome,
  DateOccurrence,
  DateRequest,
  InstantRequest,
  KernelEvent,
} from '../program/commands.ts';
import { decide, type Decision } from '../program/decide.ts';
import type { ContactEvent, FieldValue } from '../program/events.ts';
import { newRun } from '../program/new-run.ts';
import type { Programs } from '../program/program.ts';
import type { RunMemory, RunState } from '../program/run-state.ts';
import { isFinished, nextWake, recordOf } from '../program/run-views.ts';
import type { Instant } from '../program/time.ts';

/** The values of the contact's fields, by field, and those of their enrolments, by program and field. */
export interface FieldSnapshot {
  contact: Record<string, FieldValue>;
  enrolments: Record<string, Record<string, FieldValue>>;
}

/** What a run asks of the world around it. */
export interface Surroundings {
  /** Carries out an activity at the instant at which it is asked for. */
  perform: (job: ActivityJob) => Promise<ActivityOutcome>;
  resolve: (request: InstantRequest) => Instant;
  /** When a date comes; null: not any more. */
  findDate: (request: DateRequest) => DateOccurrence | null;
  /** The contact's fields as they were before an event: what a run starts from. */
  fieldsBefore: (event: ContactEvent) => FieldSnapshot;
  /** When the next fact falls due by the clock, outside of the run. */
  nextDue: () => Instant | undefined;
  /** Commits the facts that have fallen due by now, and tells the run. */
  recordDue: () => void;
  /** Is told of each decision, before its commands are carried out. */
  watch: (before: RunState, decision: Decision) => void;
}

/** The contact's run in virtual time: what `workflows/contact.ts` does on Temporal, with the same kernel. */
export class SimulatedRun {
  state: RunState;
  now: Instant;
  private readonly programs: Programs;
  private readonly world: Surroundings;
  private readonly inbox: KernelEvent[] = [];
  private memory: RunMemory | undefined;

  constructor(programs: Programs, contactId: string, start: Instant, world: Surroundings) {
    this.programs = programs;
    this.state = newRun(contactId);
    this.now = start;
    this.world = world;
  }

  /** Queues a fact about the contact, as the dispatcher's signal does. */
  receive(event: ContactEvent): void {
    this.inbox.push({ type: 'event', event });
  }

  /** Lets time pass until `instant`; everything due by then is done. */
  async passTo(instant: Instant): Promise<void> {
    await this.settle();
    for (;;) {
      const next = Math.min(nextWake(this.state) ?? Infinity, this.world.nextDue() ?? Infinity);
      if (next === Infinity || next > instant) break;
      this.now = Math.max(this.now, next);
      this.world.recordDue();
      this.inbox.push({ type: 'clock' });
      await this.settle();
    }
    this.now = Math.max(this.now, instant);
  }

  /** Decides all that has arrived, and what follows from it at this instant. */
  async settle(): Promise<void> {
    for (let event = this.inbox.shift(); event; event = this.inbox.shift()) await this.decide(event);
    // The run ends here; run memory brings back what a later one has to know.
    if (this.state.sequence > 0 && isFinished(this.state)) this.memory = recordOf(this.state).memory;
  }

  /** Goes on from a snapshot of the state alone, with the first decision that a continued run makes. */
  async continueAsNew(): Promise<void> {
    this.state = JSON.parse(JSON.stringify(this.state)) as RunState;
    this.inbox.push({ type: 'clock' });
    await this.settle();
  }

  private async decide(event: KernelEvent): Promise<void> {
    if (event.type === 'event') this.prepareFor(event.event);
    const before = this.state;
    const decision = decide(this.programs, before, event, this.now);
    this.state = decision.state;
    this.world.watch(before, decision);
    for (const command of decision.commands) {
      if (command.type === 'resolve') {
        const { id, ...request } = command.request;
        this.inbox.push({ type: 'resolved', id, at: this.world.resolve(request) });
      } else if (command.type === 'find-date') {
        const { id, ...request } = command.request;
        this.inbox.push({ type: 'date-found', id, occurrence: this.world.findDate(request) });
      } else {
        const { id } = command.job;
        const outcome = await this.world.perform(command.job);
        this.inbox.push({ type: 'activity-ended', id, outcome });
      }
    }
  }

  /** The first event of a run, and the first after an earlier run has ended, meet the fields as they were before it. */
  private prepareFor(event: ContactEvent): void {
    if (this.state.sequence > 0 && !this.memory) return;
    this.state = { ...newRun(this.state.contactId, this.memory), ...this.world.fieldsBefore(event) };
    this.memory = undefined;
  }
}
