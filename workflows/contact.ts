import {
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
  CancellationScope,
  isCancellation,
  sleep,
  uuid4,
} from '@temporalio/workflow';
import { programs } from 'mapwright-programs';
import type { ControlEvent } from '../src/messages/control.ts';
import type { Command, KernelEvent } from '../src/program/commands.ts';
import { decide, MOST_RUNNING } from '../src/program/decide.ts';
import type { ContactEvent } from '../src/program/events.ts';
import { fieldsRead } from '../src/program/fields-read.ts';
import { continued, FIRST_ENGINE } from '../src/program/engine.ts';
import { newRun } from '../src/program/new-run.ts';
import { refuse } from '../src/program/places.ts';
import type { RunRecord, RunState } from '../src/program/run-state.ts';
import { isFinished, nextWake, recordOf, restKeyOf } from '../src/program/run-views.ts';
import type { Instant } from '../src/program/time.ts';
import { readControl } from './control.ts';
import { alarmReason, showDetails, withEnded } from './details.ts';
import { controlSignal, eventSignal, stateQuery, type ContactInput, type Refusal } from './messages.ts';
import { mustKnow } from './must-know.ts';
import { loadRun, perform, recordEvents, recordRun } from './perform-command.ts';
import { publish, publishedOf } from './publish.ts';
import { firstBatch, MOST_EVENTS, queueUp, readEvents } from './received.ts';

/** Signals to one run after which it continues as new, well below the server's limit of 10,000. */
const MOST_SIGNALS = 5_000;
/** While so many activities are asked for, further events wait undecided: places come and go, and nothing overflows. */
const MOST_JOBS = 200;
/** What a run hands on when it continues as new, as JSON text: 512 KiB. */
const MOST_CARRIED = 512 * 1024;

/**
 * One durable run per contact, hosting every map that the contact is on. It hears events, lets the kernel
 * decide, carries out the commands and sleeps until the next event or instant. No map's meaning is in here.
 */
export async function contact(input: ContactInput): Promise<void> {
  const run = new Run(input);
  setHandler(eventSignal, (payload) => run.receive(payload));
  setHandler(controlSignal, (payload) => run.control(payload));
  setHandler(stateQuery, () => run.state);
  // Whoever cancels the run ends it between two steps, not in the middle of one.
  void CancellationScope.current().cancelRequested.catch((reason: Error) => run.cancel(reason));
  await CancellationScope.nonCancellable(() => run.live());
}

class Run {
  state: RunState;
  private readonly inbox: KernelEvent[] = [];
  /** What sale systems signalled and the database does not have yet, in order. */
  private readonly unrecorded: object[] = [];
  /** The last activities and their verdicts, for the operator. */
  private recent: string[] = [];
  private signals = 0;
  private underWay = 0;
  private isRecording = false;
  private hasRecorded = false;
  private isDue = false;
  /** Why the run was cancelled: nothing new is started, and it ends when what is under way has. */
  private cancelled: Error | undefined;
  private alarm: { at: Instant; scope: CancellationScope } | undefined;
  /** What was published last, and what the database is known to hold. */
  private published = '';
  private recorded = '';

  constructor({ contactId, engine = FIRST_ENGINE, state, ...carried }: ContactInput) {
    const { undecided = [], unrecorded = [], recent = [] } = carried;
    this.state = state ?? newRun(contactId, undefined, engine);
    this.recent = recent;
    mustKnow(this.state);
    if (!state) return;
    // The run before wrote its record last of all.
    this.recorded = restKeyOf(state);
    this.inbox.push({ type: 'clock' }, ...undecided.map(heard));
    this.unrecorded.push(...unrecorded);
  }

  receive(payload: unknown): void {
    this.signals += 1;
    const { events, direct, skipped } = readEvents(payload);
    this.inbox.push(...events.map(heard));
    skipped.push(...queueUp(this.unrecorded, direct));
    this.refuseAll(skipped.map((why) => ({ what: 'signal', why })));
  }

  /** Pause and resume are facts like others: recorded first, so that they come back in the contact's order. */
  control(payload: unknown): void {
    this.signals += 1;
    const read = readControl(payload);
    if ('problem' in read) return this.refuseAll([{ what: 'control', why: read.problem }]);
    const control: ControlEvent = { type: 'control', id: uuid4(), ...read };
    this.refuseAll(queueUp(this.unrecorded, [control]).map((why) => ({ what: 'control', why })));
  }

  private refuseAll(refusals: Refusal[]): void {
    for (const { what, why } of refusals) refuse({ state: this.state, now: Date.now() }, what, why);
    if (refusals.length > 0) showDetails(this.state, this.recent);
  }

  cancel(reason: Error): void {
    this.cancelled = reason;
  }

  async live(): Promise<void> {
    for (;;) {
      await condition(() => this.hasWork() || (this.underWay === 0 && this.mustEnd()));
      await this.decideAll();
      if (this.canRecord()) void this.recordNext();
      if (this.underWay === 0) await this.rest();
      if (this.hasWork()) continue;
      if (this.underWay === 0 && this.isOver()) return;
      if (this.underWay === 0 && this.cancelled) throw this.cancelled;
      if (this.mustContinue() && this.underWay === 0) await this.continueAsNew();
      this.setAlarm();
    }
  }

  private hasWork(): boolean {
    return this.nextIndex() !== -1 || this.canRecord();
  }

  /** It stands nowhere, and has decided or recorded what it was started for. */
  private isOver(): boolean {
    const isIdle = this.inbox.length === 0 && this.unrecorded.length === 0;
    return isIdle && isFinished(this.state) && (this.state.sequence > 0 || this.hasRecorded);
  }

  /** What is decided next is what came first; but events wait for room, or for the next run where that is due. */
  private nextIndex(): number {
    if (this.inbox.length === 0) return -1;
    const isDue = this.mustContinue();
    if (!isDue && this.state.jobs.length < MOST_JOBS) return 0;
    const index = this.inbox.findIndex(({ type }) => type !== 'event');
    // With nothing under way that could make room, an event has to start what waits.
    return index === -1 && !isDue && this.underWay === 0 ? 0 : index;
  }

  private async decideAll(): Promise<void> {
    let events = 0;
    for (let index = this.nextIndex(); index !== -1; index = this.nextIndex()) {
      // Asked before the event is taken: without it everything may fit, and its work would not start.
      const hold = this.mustEnd();
      const [event] = this.inbox.splice(index, 1);
      if (!event) break;
      if (event.type === 'event') {
        if (events === MOST_EVENTS) await sleep(1, { summary: `After ${MOST_EVENTS} events, a breath` });
        events = (events % MOST_EVENTS) + 1;
        await this.prepareFor(event.event);
      }
      const reserved = this.unrecorded.length > 0 ? 1 : 0;
      this.recent = withEnded(this.recent, this.state, event, Date.now());
      const decision = decide(programs, this.state, event, Date.now(), { hold, reserved });
      this.state = decision.state;
      for (const command of decision.commands) this.start(command);
    }
    showDetails(this.state, this.recent);
  }

  private canRecord(): boolean {
    if (this.unrecorded.length === 0 || this.isRecording || this.mustContinue()) return false;
    return this.state.jobs.filter(({ running }) => running).length < MOST_RUNNING;
  }

  /** Commits what sale systems signalled, in order; it comes back through the dispatcher, with a number. */
  private async recordNext(): Promise<void> {
    const events = firstBatch(this.unrecorded);
    this.underWay += 1;
    this.isRecording = true;
    try {
      const { refused } = await recordEvents(this.state.contactId, events);
      this.unrecorded.splice(0, events.length);
      this.hasRecorded = true;
      this.refuseAll(refused);
    } catch {
      // Somebody made the activity fail by hand: the events stay, and are recorded again.
    }
    this.isRecording = false;
    this.underWay -= 1;
    // There is room for one more activity again, or nothing left to do.
    this.inbox.push({ type: 'clock' });
  }

  /** Before the first event of a release the run asks for the contact's fields that its programs read. */
  private async prepareFor({ releaseset, sequence }: ContactEvent): Promise<void> {
    const isNew = this.state.releaseSet === '';
    if (releaseset === this.state.releaseSet) return;
    // What was decided before comes again: it must not turn the facts back to the time before it.
    if (!isNew && sequence <= this.state.sequence) return;
    const { contactId, engine, maps } = this.state;
    mustKnow({ engine, releaseSet: releaseset, maps: {} });
    const stoodOn = Object.values(maps).map(({ release }) => release);
    const fields = fieldsRead(programs, releaseset, stoodOn);
    const { memory, contact, enrolments } = await loadRun({ contactId, fields, before: sequence });
    if (isNew) this.state = { ...newRun(contactId, memory, engine), refused: this.state.refused };
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
    // Nothing was decided: there is nothing to remember, and perhaps nobody to remember it of.
    if (this.state.releaseSet === '') return;
    // The end and a new run are what a later run starts from: there the record is written in any case.
    const last = isFinished(this.state) || this.mustEnd();
    const record = last ? recordOf(this.state) : this.dueRecord();
    // With a run that was cancelled the contact stands nowhere any more.
    if (record && this.cancelled) record.positions = [];
    if (record) await recordRun({ contactId: this.state.contactId, record });
  }

  private mustEnd(): boolean {
    return this.cancelled !== undefined || this.mustContinue();
  }

  /** A new run is due, and what it has to be told fits into its input; until then this one goes on. */
  private mustContinue(): boolean {
    if (this.cancelled) return false;
    this.isDue ||= this.signals >= MOST_SIGNALS || workflowInfo().continueAsNewSuggested;
    return this.isDue && this.fits();
  }

  private fits(): boolean {
    if (this.inbox.length === 0 && this.unrecorded.length === 0) return true;
    return JSON.stringify([this.state, this.inbox, this.unrecorded]).length <= MOST_CARRIED;
  }

  private async continueAsNew(): Promise<void> {
    this.alarm?.scope.cancel();
    const undecided = this.inbox.flatMap((each) => (each.type === 'event' ? [each.event] : []));
    const { state, unrecorded } = this;
    await continueAsNew<typeof contact>({
      contactId: state.contactId,
      state: continued(state),
      recent: this.recent,
      ...(undecided.length > 0 ? { undecided } : {}),
      ...(unrecorded.length > 0 ? { unrecorded } : {}),
    });
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
      await sleep(Math.max(at - Date.now(), 0), { summary: alarmReason(this.state, at) });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    this.alarm = undefined;
    this.inbox.push({ type: 'clock' });
  }
}

function heard(event: ContactEvent): KernelEvent {
  return { type: 'event', event };
}
