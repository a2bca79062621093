import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { ActivityJob, ActivityOutcome, KernelEvent } from '../../src/program/commands.ts';
import { decide } from '../../src/program/decide.ts';
import type { FieldChange } from '../../src/program/events.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Programs } from '../../src/program/program.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { nextWake } from '../../src/program/run-views.ts';
import { eventOf, START, type Fact } from '../program/builders.ts';
import { frozen } from '../program/player.ts';
import { ReferenceContact } from './contact.ts';
import { dealtBy } from './dealt.ts';
import type { Change, ReferenceFact, ReferenceSale } from './fact.ts';
import type { MapDocument } from './language.ts';
import type { Outcome } from './place.ts';
import type { Ending, Stimulus } from './stimuli.ts';
import { standOf, workOf, type Stand } from './views.ts';
import type { Work } from './work.ts';

/** Work that both have asked for. */
interface Pair {
  job: ActivityJob;
  work: Work;
}

/** A fact before it has a number. */
type Unnumbered = ReferenceFact extends infer F
  ? F extends unknown
    ? Omit<F, 'sequence' | 'changes'>
    : never
  : never;

/** Plays one run to the kernel and to the reference, and says after each moment what each of them makes of it. */
export class Duet {
  private state: RunState;
  private readonly reference: ReferenceContact;
  private readonly programs: Programs;
  private readonly endings: Ending[];
  private readonly compare: (kernel: unknown, reference: unknown) => void;
  private underWay: Pair[] = [];
  private ended = 0;
  private now = START;
  private sequence = 0;
  private figures: Record<string, number | string | null> = {
    status: 'applied',
    totalSales: 0,
    numberOfSales: 0,
    totalCommission: 0,
  };
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
    this.state = { ...newRun('contact-1'), enrolments: { main: { ...this.figures } } };
    this.reference = new ReferenceContact(documents, START, dealtBy(programs));
  }

  happen(stimulus: Stimulus): void {
    switch (stimulus.do) {
      case 'submit':
        return this.hear({ type: 'form-submitted', form: 'partner-sign-up' }, {});
      case 'login':
        return this.hear({ type: 'login-used' }, {});
      case 'sale':
        return this.sale(stimulus.sale, stimulus.earned);
      case 'refund':
        return this.refund(stimulus.amount, stimulus.full);
      case 'decide':
        return this.decideQuestion(stimulus.outcome);
      case 'pass':
        return this.pass(stimulus.ms);
      case 'hear again':
        return this.last?.();
      case 'end work': {
        const [pair] = this.underWay;
        if (pair) this.end(pair, 'sent');
      }
    }
  }

  private sale(sale: ReferenceSale, earned: boolean): void {
    const { totalSales, numberOfSales, totalCommission } = this.figures;
    this.hear(
      { type: 'sale-recorded', sale, earned },
      {
        totalSales: Number(totalSales) + sale.amount,
        numberOfSales: Number(numberOfSales) + (sale.kind === 'first' ? 1 : 0),
        totalCommission: Number(totalCommission) + (earned ? sale.amount / 5 : 0),
      },
    );
  }

  private refund(amount: number, full: boolean): void {
    const totalSales = Number(this.figures['totalSales']) - amount;
    if (totalSales >= 0)
      this.hear({ type: 'sale-refunded', sale: { amount, kind: 'first' }, full }, { totalSales });
  }

  /** The decision on the question that has stood for the longest. */
  private decideQuestion(outcome: 'approved' | 'rejected'): void {
    for (const [index, { document, places }] of this.reference.maps.entries()) {
      const asked = places.findIndex((place) => this.reference.maps[index]?.isQuestion(place));
      if (asked === -1) continue;
      const entry = places[asked]?.entry ?? 0;
      const kernelEntry = this.state.maps[document.map]?.places[asked]?.entry ?? 0;
      return this.hear({ type: 'approval-decided', entry, outcome }, { status: outcome }, kernelEntry);
    }
  }

  private hear(fact: Unnumbered, values: Record<string, number | string>, kernelEntry?: number): void {
    const changes = Object.entries(values).map(([field, after]) => ({
      field,
      before: this.figures[field] ?? null,
      after,
    }));
    Object.assign(this.figures, values);
    this.sequence += 1;
    const numbered = { ...fact, sequence: this.sequence, changes } as ReferenceFact;
    const event = eventOf(factOf(numbered, changes, this.now, kernelEntry), this.sequence, 'r1', this.now);
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

  /** Lets the kernel decide; instants that depend on a zone are resolved at once. Answers with the jobs that start. */
  private decide(event: KernelEvent): ActivityJob[] {
    // Each decision starts from plain JSON, as after continue-as-new, and must leave it as it is.
    const before = frozen(JSON.parse(JSON.stringify(this.state)) as RunState);
    const { state, commands } = decide(this.programs, before, event, this.now);
    this.state = state;
    return commands.flatMap((command) => {
      if (command.type === 'run-activity') return [command.job];
      if (command.type === 'find-date') throw new Error('No generated map listens to dates.');
      const { id, ...request } = command.request;
      return this.decide({ type: 'resolved', id, at: resolveInstant(request, 'UTC') });
    });
  }

  private end(pair: Pair, ending: Exclude<Ending, 'hold'>): void {
    this.underWay = this.underWay.filter((other) => other !== pair);
    const { job, work } = pair;
    // The closing of a question is skipped only where its decision is on its way.
    const isClosing = job.activity === 'expire-approval' && ending === 'skipped';
    const outcome: Outcome =
      typeof ending === 'object' ? { notBefore: this.now + ending.later } : isClosing ? 'sent' : ending;
    this.tell({ type: 'activity-ended', id: job.id, outcome: answerOf(job, outcome) }, () =>
      this.reference.carriedOut(work, outcome),
    );
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

/** How the activity would report what became of it. */
function answerOf(job: ActivityJob, outcome: Outcome): ActivityOutcome {
  if (typeof outcome === 'object') return { status: 'not-before', at: outcome.notBefore };
  if (outcome === 'failed' || outcome === 'failed for good')
    return { status: 'failed', message: 'no', permanent: outcome === 'failed for good' };
  const requests = Object.entries(job.resolve ?? {});
  const instants = Object.fromEntries(
    requests.map(([name, request]) => [name, resolveInstant(request, 'UTC')]),
  );
  return { status: 'done', instants, ...(outcome === 'skipped' ? { skipped: 'suppressed' } : {}) };
}

/** The fact in the kernel's words. */
function factOf(fact: ReferenceFact, changes: Change[] & FieldChange[], now: number, entry?: number): Fact {
  const sold = (sale: ReferenceSale) => ({ id: 's', at: now, ...sale });
  switch (fact.type) {
    case 'form-submitted':
      return { type: fact.type, data: { form: fact.form, fields: {}, changes } };
    case 'login-used':
      return { type: fact.type, data: { changes } };
    case 'approval-decided': {
      const { outcome } = fact;
      return {
        type: fact.type,
        data: { map: '', entry: entry ?? 0, outcome, by: 'kim@example.com', changes },
      };
    }
    case 'sale-recorded': {
      const earned = fact.earned ? { commission: { amount: fact.sale.amount / 5 } } : {};
      return { type: fact.type, data: { sale: sold(fact.sale), ...earned, changes } };
    }
    case 'sale-refunded': {
      const refund = { amount: fact.sale.amount, full: fact.full };
      return { type: fact.type, data: { sale: sold(fact.sale), refund, changes } };
    }
  }
}
