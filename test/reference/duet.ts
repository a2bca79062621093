import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { ActivityJob, KernelEvent, ResolveRequest } from '../../src/program/commands.ts';
import { decide } from '../../src/program/decide.ts';
import type { FieldChange } from '../../src/program/events.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Programs } from '../../src/program/program.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { nextWake } from '../../src/program/run-views.ts';
import { eventOf, START } from '../program/builders.ts';
import { frozen } from '../program/player.ts';
import { ReferenceContact } from './contact.ts';
import { dealtBy } from './dealt.ts';
import type { ReferenceFact } from './fact.ts';
import { answerOf, factOf } from './kernel-words.ts';
import type { MapDocument } from './language.ts';
import { outcomeOf, type Ending, type Stimulus } from './stimuli.ts';
import { standOf, workOf, type Stand } from './views.ts';
import type { Work } from './work.ts';
import { World, type Told, type Wish } from './world.ts';

/** Work that both have asked for. */
interface Pair {
  job: ActivityJob;
  work: Work;
}

/** A run in which steps have brought about so many facts has shown what it can: two triggers may double each other's. */
const MOST_BROUGHT_ABOUT = 150;

/** Plays one run to the kernel and to the reference, and says after each moment what each of them makes of it. */
export class Duet {
  private state: RunState;
  private readonly reference: ReferenceContact;
  private readonly programs: Programs;
  private readonly endings: Ending[];
  private readonly compare: (kernel: unknown, reference: unknown) => void;
  private readonly world = new World();
  private underWay: Pair[] = [];
  private readonly lookUps: ResolveRequest[] = [];
  private ended = 0;
  private broughtAbout = 0;
  private now = START;
  private sequence = 0;
  /** The last fact, to be heard again. */
  private last: (() => void) | undefined;

  constructor(
    programs: Programs,
    documents: MapDocument[],
    endings: Ending[],
    compare: (kernel: unknown, reference: unknown) => void,
  ) {
    this.programs = frozen(programs);
    this.endings = endings;
    this.compare = compare;
    this.state = { ...newRun('contact-1'), enrolments: { main: { ...this.world.enrolment() } } };
    this.reference = new ReferenceContact(documents, START, dealtBy(programs));
  }

  happen(stimulus: Stimulus): void {
    switch (stimulus.do) {
      case 'submit':
        return this.hear({ fact: { type: 'form-submitted', form: 'partner-sign-up' }, values: {} });
      case 'login':
        return this.hear({ fact: { type: 'login-used' }, values: {} });
      case 'elsewhere':
        return this.hear({ fact: { type: 'elsewhere' }, values: {} });
      case 'sale':
        return this.hear(this.world.sale(stimulus.sale, stimulus.earned));
      case 'refund': {
        const refund = this.world.refund(stimulus.amount, stimulus.full);
        return refund && this.hear(refund);
      }
      case 'change':
        return this.hear(this.world.granted(stimulus.wish));
      case 'answer':
        return this.answerQuestion(stimulus.choice);
      case 'pass':
        return this.pass(stimulus.ms);
      case 'hear again':
        return this.last?.();
      case 'end work': {
        const [pair] = this.underWay;
        if (pair) this.end(pair, stimulus.ending);
      }
    }
  }

  /** The answer to the question that has stood for the longest: one of the outcomes that can be chosen. */
  private answerQuestion(choice: number): void {
    for (const map of this.reference.maps) {
      for (const [index, place] of map.places.entries()) {
        const outcomes = map.outcomesAt(place);
        if (!outcomes) continue;
        const entry = this.state.maps[map.document.map]?.places[index]?.entry ?? 0;
        const outcome = outcomes[choice % outcomes.length] ?? '';
        return this.hear(this.world.answered(place.entry, outcome), { entry });
      }
    }
  }

  private hear(told: Told, kernel: { entry?: number; cause?: Pair } = {}): void {
    this.sequence += 1;
    const tagsBefore = this.world.tags;
    const changes = this.world.learn(told);
    const tags: FieldChange = { field: 'tags', before: tagsBefore, after: this.world.tags };
    const { work, job } = kernel.cause ?? {};
    const round = Number(work?.values['round']);
    const numbered = {
      ...told.fact,
      sequence: this.sequence,
      changes,
      cause: work && { map: work.map, entry: work.entry, round },
    } as ReferenceFact;
    const fact = factOf(numbered, {
      changes: tags.before === tags.after ? changes : [...changes, tags],
      now: this.now,
      entry: kernel.entry ?? 0,
      cause: job && { map: job.origin.map, entry: job.origin.entry, round },
    });
    const event = eventOf(fact, this.sequence, 'r1', this.now);
    this.last = () => this.tell({ type: 'event', event }, () => this.reference.hear(numbered));
    this.last();
  }

  private pass(ms: number): void {
    const until = this.now + ms;
    for (let at = nextWake(this.state); at !== undefined && at <= until; at = nextWake(this.state)) {
      this.setClock(Math.max(this.now, at));
      this.tell({ type: 'clock' }, () => this.reference.wake());
    }
    this.setClock(until);
  }

  private setClock(now: number): void {
    this.now = now;
    this.reference.now = now;
  }

  /** One moment for both: what they ask for and where everybody stands then has to be the same. */
  private tell(event: KernelEvent, tellReference: () => Work[]): void {
    const jobs = this.decide(event);
    const works = tellReference();
    for (let request = this.lookUps.shift(); request; request = this.lookUps.shift()) {
      const { id, ...asked } = request;
      this.compare(id.split('#')[0], this.reference.lookUps[0]?.step);
      jobs.push(...this.decide({ type: 'resolved', id, at: resolveInstant(asked, 'UTC') }));
      works.push(...this.reference.lookedUp());
    }
    const asked = jobs.map((job) => ({ job, view: JSON.stringify(workOf(job)) })).sort(byView);
    const wanted = works.map((work) => ({ work, view: JSON.stringify(workOf(work)) })).sort(byView);
    this.compare(
      { asked: asked.map(({ view }) => view), ...this.kernelStand() },
      { asked: wanted.map(({ view }) => view), ...this.referenceStand() },
    );
    const pairs = asked.map(({ job }, index): Pair => ({ job, work: wanted[index]!.work }));
    this.underWay.push(...pairs);
    for (const pair of pairs) {
      const ending = this.endings[this.ended++ % this.endings.length] ?? 'sent';
      if (ending !== 'hold') this.end(pair, ending);
    }
  }

  /** Lets the kernel decide, and answers with the jobs that start; what it asks of the calendar is looked up next. */
  private decide(event: KernelEvent): ActivityJob[] {
    // Each decision starts from plain JSON, as after continue-as-new, and must leave it as it is.
    const before = frozen(JSON.parse(JSON.stringify(this.state)) as RunState);
    const { state, commands } = decide(this.programs, before, event, this.now);
    this.state = state;
    return commands.flatMap((command) => {
      if (command.type === 'run-activity') return [command.job];
      if (command.type === 'find-date') throw new Error('No generated map listens to dates.');
      this.lookUps.push(command.request);
      return [];
    });
  }

  private end(pair: Pair, ending: Exclude<Ending, 'hold'>): void {
    const { job, work } = pair;
    const outcome = outcomeOf(ending, work, this.now);
    const wish = work.what === 'record' ? (work.values as Wish) : undefined;
    if (wish && this.broughtAbout++ > MOST_BROUGHT_ABOUT) return;
    this.underWay = this.underWay.filter((other) => other !== pair);
    const told = wish && outcome === 'sent' ? this.world.granted(wish) : undefined;
    const answer = () =>
      this.tell({ type: 'activity-ended', id: job.id, outcome: answerOf(job, outcome) }, () =>
        this.reference.carriedOut(work, outcome),
      );
    // What was recorded may be heard of before the answer is.
    if (told && ending === 'skipped') this.hear(told, { cause: pair });
    answer();
    if (told && ending !== 'skipped') this.hear(told, { cause: pair });
  }

  private kernelStand(): Stand {
    return standOf(this.state);
  }

  private referenceStand(): Stand {
    return standOf(this.reference);
  }
}

function byView(a: { view: string }, b: { view: string }): number {
  return a.view < b.view ? -1 : a.view > b.view ? 1 : 0;
}
