import { holds, type Known } from './conditions.ts';
import type { ReferenceContact } from './contact.ts';
import type { Happening } from './fact.ts';
import { allIn, type MapDocument, type Match, type Step } from './language.ts';
import { isMatch } from './matching.ts';
import { Congratulations } from './congratulations.ts';
import { Doors } from './doors.ts';
import { Goals } from './goals.ts';
import type { News, Occasion, Place } from './place.ts';
import { storyOf } from './story.ts';
import type { Work } from './work.ts';

/** Where the contact stood before the event that is being decided. */
export interface Stood {
  places: Place[];
  parkedAt: string[];
  /** Somebody who was not on the map has come in by this event. */
  hasComeIn: boolean;
}

/** One map as one contact goes through it. */
export class ReferenceMap {
  places: Place[] = [];
  /** Goals that were achieved during this stay. */
  readonly goals = new Set<string>();
  leftAt: number | undefined;
  readonly congratulations: Congratulations;
  /** Where all steps stand: of triggers first, then of milestones. */
  readonly lists: Step[][];
  readonly document: MapDocument;
  readonly isNotices: boolean;
  private readonly doors: Doors;
  private readonly aims: Goals;
  private readonly contact: ReferenceContact;
  private readonly running = new Set<Place>();

  constructor(document: MapDocument, contact: ReferenceContact) {
    this.document = document;
    this.contact = contact;
    this.isNotices = document.map.endsWith('.notices');
    this.congratulations = new Congratulations(this);
    this.doors = new Doors(this);
    this.aims = new Goals(this);
    const { triggers, milestones = {} } = document;
    this.lists = [
      ...Object.values(triggers).map(({ steps }) => steps),
      ...Object.values(milestones).flatMap(({ at, steps }) => [
        steps,
        ...at.flatMap((each) => (typeof each === 'number' ? [] : [each.steps])),
      ]),
    ];
  }

  now(): number {
    return this.contact.now;
  }

  known({ sale, calls }: Occasion): Known {
    return { ...this.contact.figures, sale, ...(calls ? { calls } : {}) };
  }

  /** All steps, in the order of the file. */
  steps(): Step[] {
    return this.lists.flatMap(allIn);
  }

  isMatch(match: Match, happening: Happening): boolean {
    return isMatch(match, happening, this.known({}), this.document.map);
  }

  dealt(step: Step): number {
    return this.contact.dealt(this.document.map, step.id);
  }

  has(place: Place): boolean {
    return this.places.includes(place);
  }

  stood(): Stood {
    const parked = this.places.filter(({ wait }) => wait.for === 'good');
    return { places: [...this.places], parkedAt: parked.map(({ step }) => step), hasComeIn: false };
  }

  /** Doors first, then milestones, goals, and those who wait. */
  hear(happening: Happening, stood: Stood): void {
    if (this.mustLeave()) this.leave();
    const listening = this.places.map((place) => ({ place, entry: place.entry }));
    this.doors.hear(happening, stood);
    this.congratulations.hear(happening, stood);
    this.aims.hear(happening, stood);
    for (const { place, entry } of listening) {
      if (this.has(place) && place.entry === entry) this.tell(place, happening);
    }
    if (this.mustLeave()) this.leave();
  }

  private tell(place: Place, happening: Happening): void {
    const step = this.steps().find(({ id }) => id === place.step);
    if (this.doors.drop(place, happening) || !step) return;
    this.keep(place, happening);
    const answers = 'entry' in happening && happening.entry === place.entry ? happening : undefined;
    if ('approve' in step && answers?.type === 'approval-decided') {
      if (answers.outcome === 'rejected') place.goOnlyTo(step.approve.rejected);
      this.walkOn(place);
    }
    if ('task' in step && answers?.type === 'task-done') {
      place.goInto(step.task.outcomes[answers.outcome] ?? []);
      this.walkOn(place);
    }
    if ('wait' in step && typeof step.wait === 'object' && happening.type === 'field-updated') {
      if (step.wait.until === happening.change.field) this.resume(place, 'moved');
      return;
    }
    // At a goal stand added places only: `Goals` has sent the main one on.
    const awaited = 'waitFor' in step ? step.waitFor : 'goal' in step ? step.goal : undefined;
    if (!awaited || place.wait.for !== 'event' || !this.isMatch(awaited, happening)) return;
    this.takeUp(place, happening);
    this.walkOn(place);
  }

  /** The first event that fits is kept for a step with `since` that is still ahead. */
  private keep(place: Place, happening: Happening): void {
    for (const step of this.steps()) {
      if (!('waitFor' in step) || step.id === place.step || !place.heard.has(step.id)) continue;
      if (place.heard.get(step.id) || !this.isMatch(step.waitFor, happening)) continue;
      place.heard = new Map([...place.heard, [step.id, happening]]);
    }
  }

  /** The place has come by this event as well. */
  takeUp(place: Place, happening: Happening): void {
    const sale = 'sale' in happening ? happening.sale : undefined;
    if (sale) place.occasion = { ...place.occasion, sale };
  }

  /** Whether a place stands at a mail to the contact. */
  isMail({ step }: Place): boolean {
    return this.steps().some((each) => each.id === step && 'email' in each);
  }

  /** The outcomes between which whoever is asked there can choose; undefined where nobody is asked. */
  outcomesAt({ step }: Place): string[] | undefined {
    const asked = this.steps().find(({ id }) => id === step);
    if (!asked) return undefined;
    if ('task' in asked) return Object.keys(asked.task.outcomes).filter((name) => name !== 'expired');
    return 'approve' in asked ? ['approved', 'rejected'] : undefined;
  }

  mustLeave(): boolean {
    const { exitWhen } = this.document;
    return exitWhen !== undefined && this.places.length > 0 && holds(exitWhen, this.known({}));
  }

  /** A new place, on its way from here. */
  start(place: Place): void {
    this.places.push(place);
    this.walkOn(place);
  }

  /** What the place was doing is over: from here it goes on by what lies ahead of it. */
  walkOn(place: Place): void {
    this.endPathsOf(place);
    this.contact.work.retract((work) => work.place === place);
    place.story = storyOf(this, place);
    this.resume(place, 'time');
  }

  resume(place: Place, news: News): void {
    if (!this.has(place) || this.running.has(place)) return;
    const { story } = place;
    this.running.add(place);
    const told = story?.next(news);
    this.running.delete(place);
    if (told && !told.done && story === place.story) place.wait = told.value;
  }

  /** The clock: whoever is due goes on. */
  wake(): void {
    for (const place of this.places.slice()) {
      const at = place.wakeAt();
      if (!this.has(place) || at === undefined || at > this.now()) continue;
      const mayMail = place.wait.for === 'again' || place.wait.for === 'decision';
      if (mayMail && this.mustLeave()) return this.leave();
      this.resume(place, 'time');
    }
  }

  arrive(place: Place, step: string): void {
    place.entry = this.contact.nextEntry();
    place.step = step;
    place.since = this.now();
    place.wait = { for: 'repair' };
    if (this.contact.round !== undefined) place.round = this.contact.round;
    const listening = this.steps().filter(
      (each) => 'waitFor' in each && each.waitFor.since === step && each.waitFor.on !== 'field-updated',
    );
    place.heard = new Map([
      ...place.heard,
      ...listening.map(({ id }): [string, undefined] => [id, undefined]),
    ]);
  }

  workFor(place: Place, what: string): Work {
    const { milestone, sale, sales } = place.occasion;
    const { totalSales } = this.contact.figures;
    const figures: Record<string, Work['values']> = {
      plain: { totalSales },
      other: { totalSales },
      login: { totalSales },
      reached: { totalSales, milestone: milestone?.value, milestones: milestone?.values },
      thanks: {
        totalSales,
        sale: sale?.amount,
        commission: (sales ?? []).reduce((sum, one) => sum + one.amount / 5, 0),
        sales: (sales ?? []).map(({ id, amount }) => ({ id, amount })),
      },
    };
    const { step, entry } = place;
    const values = figures[what] ?? {};
    return { map: this.document.map, step, what, values, place, entry, isUnderWay: false };
  }

  lookUp(place: Place): void {
    const { step, entry } = place;
    this.contact.lookUps.push({ place, entry, step: `${this.document.map}/${step}`, map: this });
  }

  ask(work: Work): void {
    this.contact.work.add(work);
  }

  isUnderWay({ wait }: Place): boolean {
    return wait.for === 'work' && wait.work.isUnderWay;
  }

  /** A step that asked for a fact is done: all maps have decided what the fact means. */
  goOn(entry: number): void {
    const place = this.places.find((each) => each.entry === entry);
    if (place) this.walkOn(place);
  }

  /** An added place is gone; at the end of a fork's path the place that waits there hears of it. */
  runOut(place: Place): void {
    if (!place.fork) return this.remove(place);
    const { at, path } = place.fork;
    this.places = this.places.filter((other) => other !== place);
    at.paths.delete(path);
    at.learnFrom(place);
    if (at.wait.for === 'paths') this.resume(at, 'paths');
  }

  /** The paths of a fork end with the place that waits for them, and what they have not sent is retracted. */
  endPathsOf(place: Place): void {
    for (const child of this.places.filter(({ fork }) => fork?.at === place)) {
      this.endPathsOf(child);
      this.contact.work.retract((work) => work.place === child);
      this.places = this.places.filter((other) => other !== child);
    }
    place.paths.clear();
  }

  /** With the last place the contact leaves the map. */
  remove(place: Place): void {
    this.endPathsOf(place);
    this.contact.work.retract((work) => work.place === place);
    this.places = this.places.filter((other) => other !== place);
    if (this.places.length === 0) this.leave();
  }

  /** By hand, or by a step of another map. */
  takeOff(): void {
    if (this.places.length > 0) this.leave();
  }

  leave(): void {
    this.places = [];
    this.goals.clear();
    if (!this.isNotices) this.leftAt = this.now();
    this.contact.work.retract((work) => work.map === this.document.map);
  }
}
