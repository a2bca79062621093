import { holds, type Known } from './conditions.ts';
import type { ReferenceContact } from './contact.ts';
import type { Happening } from './fact.ts';
import { listsIn, milliseconds, type MapDocument, type Step, type Trigger } from './language.ts';
import { isMatch } from './matching.ts';
import { Congratulations } from './congratulations.ts';
import { isAhead, Place, type News, type Occasion } from './place.ts';
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
  readonly goals = new Set<string>();
  /** Triggers that were spent, and the keys of those that are spent by key. */
  readonly once = new Set<string>();
  leftAt: number | undefined;
  readonly congratulations: Congratulations;
  /** Where all steps stand: of triggers first, then of milestones. */
  readonly lists: Step[][];
  readonly document: MapDocument;
  private readonly isNotices: boolean;
  private readonly contact: ReferenceContact;
  private readonly running = new Set<Place>();

  constructor(document: MapDocument, contact: ReferenceContact) {
    this.document = document;
    this.contact = contact;
    this.isNotices = document.map.endsWith('.notices');
    this.congratulations = new Congratulations(this);
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

  known(occasion: Occasion): Known {
    return { ...this.contact.figures, sale: occasion.sale };
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
    for (const [name, trigger] of Object.entries(this.document.triggers))
      this.knock(name, trigger, happening, stood);
    this.congratulations.hear(happening, stood);
    for (const goal of this.goalsInOrder()) this.achieve(goal, happening, stood);
    for (const { place, entry } of listening) {
      if (this.has(place) && place.entry === entry) this.tell(place, happening);
    }
    if (this.mustLeave()) this.leave();
  }

  private knock(name: string, trigger: Trigger, happening: Happening, stood: Stood): void {
    const isOn = stood.places.length > 0;
    const { scope = 'anyone', ifOnMap = 'ignore', once = false, reentry = 'always' } = trigger;
    if (!this.isNotices) {
      if (scope !== 'anyone' && !isOn) return;
      if (scope === 'parked' && stood.parkedAt.length === 0) return;
      if (isOn && (ifOnMap === 'ignore' || this.places.length === 0)) return;
      if (!isOn && (stood.hasComeIn || !this.mayComeBack(reentry))) return;
    }
    const sale = 'sale' in happening ? happening.sale : undefined;
    if (!isMatch(trigger, happening, this.known({}))) return;
    const key = trigger.oncePer === undefined ? name : `${name} ${sale?.amount ?? ''}`;
    if ((once || trigger.oncePer !== undefined) && this.once.has(key)) return;
    if (once || trigger.oncePer !== undefined) this.once.add(key);
    stood.hasComeIn = true;
    const main = this.places.find(({ isMain }) => isMain);
    const moves = isOn && ifOnMap === 'move';
    const place = new Place(name, !this.isNotices && (!isOn || moves), { sale }, trigger.steps);
    this.start(place);
    if (moves && main) this.remove(main);
    if (!isOn && place.isMain) this.congratulations.comeOn();
  }

  private mayComeBack(reentry: NonNullable<Trigger['reentry']>): boolean {
    if (this.leftAt === undefined || reentry === 'always') return true;
    return reentry !== 'never' && this.leftAt + milliseconds(reentry.cooldown) <= this.now();
  }

  private goalsInOrder(): Extract<Step, { goal: unknown }>[] {
    const all = (list: Step[]): Step[] => list.flatMap((step) => [step, ...listsIn(step).flatMap(all)]);
    return this.lists.flatMap(all).filter((step) => 'goal' in step);
  }

  private achieve(step: Extract<Step, { goal: unknown }>, happening: Happening, stood: Stood): void {
    const { scope = 'above', ...match } = step.goal;
    if (this.goals.has(step.id)) return;
    const sale = 'sale' in happening ? happening.sale : undefined;
    if (stood.places.length === 0) {
      if (scope !== 'anyone' || stood.hasComeIn || !isMatch(match, happening, this.known({}))) return;
      this.goals.add(step.id);
      stood.hasComeIn = true;
      const place = new Place(`goals/${step.id}`, true, { sale }, []);
      place.jumpTo(step.id, this.lists);
      this.start(place);
      return this.congratulations.comeOn();
    }
    const main = this.places.find(({ isMain }) => isMain);
    if (!main || (scope === 'above' && main.step !== step.id && !isAhead(step.id, main.step, this.lists)))
      return;
    if (!isMatch(match, happening, this.known({}))) return;
    this.goals.add(step.id);
    main.occasion = { ...main.occasion, ...(sale ? { sale } : {}) };
    main.jumpTo(step.id, this.lists);
    this.walkOn(main);
  }

  private tell(place: Place, happening: Happening): void {
    const step = this.stepOf(place);
    if (!step) return;
    if ('approve' in step && happening.type === 'approval-decided' && happening.entry === place.entry) {
      if (happening.outcome === 'rejected') place.goOnlyTo(step.approve.rejected);
      this.walkOn(place);
    }
    // At a goal stand added places only: `achieve` has sent the main one on.
    const awaited = 'waitFor' in step ? step.waitFor : 'goal' in step ? step.goal : undefined;
    if (!awaited || place.wait.for !== 'event' || !isMatch(awaited, happening, this.known({}))) return;
    const sale = 'sale' in happening ? happening.sale : undefined;
    place.occasion = { ...place.occasion, ...(sale ? { sale } : {}) };
    this.walkOn(place);
  }

  private stepOf({ step }: Place): Step | undefined {
    const find = (list: Step[]): Step | undefined => {
      for (const each of list) {
        const found =
          each.id === step
            ? each
            : listsIn(each)
                .map(find)
                .find((inner) => inner !== undefined);
        if (found) return found;
      }
      return undefined;
    };
    return this.lists.map(find).find((found) => found !== undefined);
  }

  isQuestion(place: Place): boolean {
    return 'approve' in (this.stepOf(place) ?? {});
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
  }

  workFor(place: Place, what: string): Work {
    const { milestone } = place.occasion;
    return {
      map: this.document.map,
      step: place.step,
      what,
      values: {
        totalSales: this.contact.figures.totalSales,
        // Only the mail about a milestone has merge fields for it.
        ...(milestone && what === 'reached'
          ? { milestone: milestone.value, milestones: milestone.values }
          : {}),
      },
      place,
      entry: place.entry,
      isUnderWay: false,
    };
  }

  ask(work: Work): void {
    this.contact.work.add(work);
  }

  isUnderWay({ wait }: Place): boolean {
    return wait.for === 'work' && wait.work.isUnderWay;
  }

  /** An added place is gone; at the end of a fork's path the place that waits there hears of it. */
  runOut(place: Place): void {
    if (!place.fork) return this.remove(place);
    const { at, path } = place.fork;
    this.places = this.places.filter((other) => other !== place);
    at.paths.delete(path);
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

  leave(): void {
    this.places = [];
    this.goals.clear();
    if (!this.isNotices) this.leftAt = this.now();
    this.contact.work.retract((work) => work.map === this.document.map);
  }
}
