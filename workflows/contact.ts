import {
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
  CancellationScope,
  isCancellation,
  sleep,
} from '@temporalio/workflow';
import { programs } from 'mapwright-programs';
import type { Command, KernelEvent } from '../src/program/commands.ts';
import { decide } from '../src/program/decide.ts';
import type { ContactEvent } from '../src/program/events.ts';
import { fieldsRead } from '../src/program/fields-read.ts';
import { newRun } from '../src/program/new-run.ts';
import { refuse } from '../src/program/places.ts';
import type { RunRecord, RunState } from '../src/program/run-state.ts';
import { isFinished, nextWake, recordOf, restKeyOf } from '../src/program/run-views.ts';
import type { Instant } from '../src/program/time.ts';
import { eventSignal, stateQuery, type ContactInput } from './messages.ts';
import { local, perform } from './perform-command.ts';
import { publish, publishedOf, showDetails } from './publish.ts';
import { readEvents } from './received.ts';

/** Signals to one run after which it continues as new, well below the server's limit of 10,000. */
const MOST_SIGNALS = 5_000;

/**
 * One durable run per contact, hosting every map that the contact is on. It hears events, lets the kernel
 * decide, carries out the commands and sleeps until the next event or instant. No map's meaning is in here.
 */
export async function contact(input: ContactInput): Promise<void> {
  const run = new Run(input);
  setHandler(eventSignal, (payload) => run.receive(payload));
  setHandler(stateQuery, () => run.state);
  await run.live();
}

class Run {
  state: RunState;
  private readonly inbox: KernelEvent[] = [];
  private signals = 0;
  private underWay = 0;
  private draining = false;
  private alarm: { at: Instant; scope: CancellationScope } | undefined;
  /** What was published last, and what the database is known to hold. */
  private published = '';
  private recorded = '';

  constructor({ contactId, state }: ContactInput) {
    this.state = state ?? newRun(contactId);
    if (!state) return;
    mustKnow(state);
    this.inbox.push({ type: 'clock' });
  }

  receive(payload: unknown): void {
    this.signals += 1;
    const { events, skipped } = readEvents(payload);
    this.inbox.push(...events.map((event): KernelEvent => ({ type: 'event', event })));
    for (const why of skipped) refuse({ state: this.state, now: Date.now() }, 'signal', why);
    if (skipped.length > 0) showDetails(this.state);
  }

  async live(): Promise<void> {
    for (;;) {
      await condition(() => this.inbox.length > 0 || (this.underWay === 0 && this.mustContinue()));
      await this.decideAll();
      if (this.underWay === 0) await this.rest();
      if (this.inbox.length > 0) continue;
      if (this.underWay === 0 && isFinished(this.state) && this.state.sequence > 0) return;
      if (this.mustContinue() && this.underWay === 0) await this.continueAsNew();
      this.setAlarm();
    }
  }

  private async decideAll(): Promise<void> {
    for (let event = this.inbox.shift(); event; event = this.inbox.shift()) {
      if (event.type === 'event') await this.prepareFor(event.event);
      const decision = decide(programs, this.state, event, Date.now(), { hold: this.draining });
      this.state = decision.state;
      for (const command of decision.commands) this.start(command);
    }
    showDetails(this.state);
  }

  /** Before the first event of a release the run asks for the contact's fields that its programs read. */
  private async prepareFor({ releaseset, sequence }: ContactEvent): Promise<void> {
    const isNew = this.state.releaseSet === '';
    if (releaseset === this.state.releaseSet) return;
    // What was decided before comes again: it must not turn the facts back to the time before it.
    if (!isNew && sequence <= this.state.sequence) return;
    const { contactId, maps } = this.state;
    mustKnow({ releaseSet: releaseset, maps: {} });
    const stoodOn = Object.values(maps).map(({ release }) => release);
    const fields = fieldsRead(programs, releaseset, stoodOn);
    const { memory, contact, enrolments } = await local['load-run']({ contactId, fields, before: sequence });
    if (isNew) this.state = { ...newRun(contactId, memory), refused: this.state.refused };
    this.state = { ...this.state, releaseSet: releaseset, contact, enrolments };
  }

  private start(command: Command): void {
    const record = command.type === 'run-activity' ? this.dueRecord() : undefined;
    this.underWay += 1;
    void perform(this.state.contactId, command, record).then((heard) => {
      this.underWay -= 1;
      const failed = heard.type === 'activity-ended' && heard.outcome.status === 'failed';
      if (failed && record) this.recorded = '';
      this.inbox.push(heard);
    });
  }

  /** What the database does not have yet: it travels with an activity that is made anyway. */
  private dueRecord(): RunRecord | undefined {
    const key = restKeyOf(this.state);
    if (key === this.recorded) return undefined;
    this.recorded = key;
    return recordOf(this.state);
  }

  /** Every place has come to rest: lists and counts are told once for all that happened together. */
  private async rest(): Promise<void> {
    const published = publishedOf(this.state);
    const text = JSON.stringify(published);
    if (text !== this.published) {
      publish(published);
      this.published = text;
    }
    // The end and a new run are what a later run starts from: there the record is written in any case.
    const last = isFinished(this.state) || this.mustContinue();
    const record = last ? recordOf(this.state) : this.dueRecord();
    if (record) await local['record-run']({ contactId: this.state.contactId, record });
  }

  private mustContinue(): boolean {
    this.draining ||= this.signals >= MOST_SIGNALS || workflowInfo().continueAsNewSuggested;
    return this.draining;
  }

  private async continueAsNew(): Promise<void> {
    this.alarm?.scope.cancel();
    await continueAsNew<typeof contact>({ contactId: this.state.contactId, state: this.state });
  }

  /** One timer at most: for the earliest instant that the state waits for. */
  private setAlarm(): void {
    const at = nextWake(this.state);
    if (at === this.alarm?.at) return;
    this.alarm?.scope.cancel();
    this.alarm = undefined;
    if (at === undefined) return;
    const scope = new CancellationScope();
    this.alarm = { at, scope };
    void scope.run(() => this.ring(at));
  }

  private async ring(at: Instant): Promise<void> {
    try {
      await sleep(Math.max(at - Date.now(), 0), { summary: 'Next step due' });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    this.alarm = undefined;
    this.inbox.push({ type: 'clock' });
  }
}

/** Fails this task, not the run, where the bundle lacks what the run obeys: a worker that has it will take over. */
function mustKnow({ releaseSet, maps }: Pick<RunState, 'releaseSet' | 'maps'>): void {
  // '': it has heard nothing yet that it could decide on.
  if (releaseSet !== '' && !programs.sets[releaseSet]) {
    throw new Error(`UnknownReleaseSet: this worker's bundle does not hold release set ${releaseSet}`);
  }
  for (const [name, { release, places }] of Object.entries(maps)) {
    if (places.length === 0 || programs.programs[release]) continue;
    throw new Error(`UnknownRelease: this worker's bundle does not hold release ${release} of map ${name}`);
  }
}
