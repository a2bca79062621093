import type { Client } from '@temporalio/client';
import type { Scenario, TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import type { Programs } from '../../src/program/program.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { isFinished, nextWake } from '../../src/program/run-views.ts';
import type { Instant } from '../../src/program/time.ts';
import { instantOf } from '../../src/simulator/play-scenario.ts';
import { markDelivered, nextRows } from '../../src/storage/undelivered.ts';
import { deliverEvents, workflowIdOf } from '../../src/temporal/deliver-events.ts';
import { playEntry } from './entries.ts';
import { setIdOf, type Project } from './project.ts';

/** Where runs live. */
export interface Place {
  client: Client;
  taskQueue: string;
  programs: Programs;
}

const MINUTE = 60_000;

/** One scenario that is played on a server: what a gateway and a dispatcher do, one after the other. */
export class Playing {
  readonly project: Project;
  readonly place: Place;
  /** The release set of this scenario. */
  readonly setId: string;
  /** With an address of its own: there is one contact per address. */
  readonly scenario: Scenario;
  /** Known from the first sign-up on. */
  contactId: string | undefined;
  /** How often the mail server still refuses an email, by template; each attempt of a step asks it three times. */
  readonly refusals = new Map<string, number>();
  /** How often an activity of the maps' own still fails, by its name; each attempt of a step tries it three times. */
  readonly activityFailures = new Map<string, number>();
  /** The entries played so far, each with the instant at which it was. */
  readonly played: TimelineEntry[] = [];
  state: RunState | undefined;
  /** How much later than written everything happens. */
  private readonly delay: number;
  /** When the next entry is played if the ones before are as written. */
  private planned: Instant;

  constructor(project: Project, index: number, place: Place, start: Instant) {
    this.project = project;
    this.place = place;
    this.setId = setIdOf(project, index);
    const { scenario } = project.output.scenarios[index] ?? {};
    if (!scenario) throw new Error(`${project.name} has no scenario ${index}.`);
    const email = `${index}.${scenario.contact.email}`;
    const timeline: TimelineEntry[] = [...scenario.timeline, { after: '1 minute' }];
    this.scenario = { ...scenario, timeline, contact: { ...scenario.contact, email } };
    this.delay = start - Date.parse(scenario.start);
    this.planned = this.plannedAfter(start);
  }

  private plannedAfter(before: Instant): Instant {
    const entry = this.scenario.timeline[this.played.length];
    return entry ? instantOf(entry, before) + (entry.at === undefined ? 0 : this.delay) : before;
  }

  /** Each entry comes a minute later than written: what is due at its instant is done before it here, too. */
  private get due(): Instant {
    return this.planned + this.played.length * MINUTE;
  }

  /** The partner program of the scenario's maps. */
  get program(): PartnerProgram {
    const maps = Object.values(this.place.programs.sets[this.setId]?.maps ?? {});
    const names = maps.map((release) => this.place.programs.programs[release]?.program ?? '');
    const program = names.map((name) => this.project.partners.settings().programs[name]).find(Boolean);
    if (!program) throw new Error(`No map of “${this.scenario.scenario}” has a partner program.`);
    return program;
  }

  /** An instant of the scenario as it is on the server. */
  shifted(at: string): Instant {
    return Date.parse(at) + this.delay;
  }

  /** When this scenario next needs the clock; undefined when it is over. */
  get nextAt(): Instant | undefined {
    if (this.played.length === this.scenario.timeline.length) return undefined;
    return Math.min(this.due, (this.state && nextWake(this.state)) ?? this.due);
  }

  /** Plays what is due by now, or `atOnce` what comes next. Answers whether anything was due. */
  async act(now: Instant, atOnce: boolean): Promise<boolean> {
    const entry = this.scenario.timeline[this.played.length];
    if (!entry || (this.due > now && !atOnce))
      return ((this.state && nextWake(this.state)) ?? Infinity) <= now;
    await playEntry(this, entry);
    const { after: _planned, ...happened } = entry;
    this.played.push({ ...happened, at: new Date(now).toISOString() } as TimelineEntry);
    this.planned = this.plannedAfter(this.planned);
    return true;
  }

  /** Delivers what lies in the outbox, and tells whether everything that follows from it is done. */
  async isQuiet(now: Instant): Promise<boolean> {
    if (this.contactId === undefined) return true;
    const { db } = this.project;
    const rows = await nextRows(db, this.contactId);
    if (rows.length > 0) {
      await this.deliver(rows);
      await markDelivered(db, rows, now);
      return false;
    }
    this.state = await this.handle.query<RunState>('state');
    const isOver = isFinished(this.state) && (await this.handle.describe()).status.name !== 'RUNNING';
    return isOver || (await this.hasDecidedAll(this.state, now));
  }

  private async hasDecidedAll(state: RunState, now: Instant): Promise<boolean> {
    const { sequence } = await this.project.db
      .selectFrom('contacts')
      .select('sequence')
      .where('id', '=', state.contactId)
      .executeTakeFirstOrThrow();
    const places = Object.values(state.maps).flatMap((map) => map.places);
    const isResolving = places.some(
      ({ waits }) => waits.for === 'resolution' || (waits.for === 'event' && waits.resolution !== undefined),
    );
    const isRinging = (nextWake(state) ?? Infinity) <= now;
    return state.sequence === sequence && state.jobs.length === 0 && !isResolving && !isRinging;
  }

  /** Signals rows to the run, as the dispatcher does, with their sequence numbers. */
  async deliver(rows: Parameters<ReturnType<typeof deliverEvents>>[1]): Promise<void> {
    const { client, taskQueue, programs } = this.place;
    const current = () => Promise.resolve({ setId: this.setId, programs });
    await deliverEvents(client, taskQueue, current)(this.contactId ?? '', rows);
  }

  get handle() {
    return this.place.client.workflow.getHandle(workflowIdOf(this.contactId ?? ''));
  }
}
