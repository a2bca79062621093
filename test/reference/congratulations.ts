import type { Happening } from './fact.ts';
import type { Milestones, Step } from './language.ts';
import type { ReferenceMap, Stood } from './map.ts';
import { Place, type Congratulation } from './place.ts';

/** The milestones of a map: which thresholds count as reached, and what is made of those that were crossed. */
export class Congratulations {
  /** By set, in minor units. */
  private readonly reached = new Map<string, Set<number>>();
  private readonly map: ReferenceMap;

  constructor(map: ReferenceMap) {
    this.map = map;
  }

  /** Thresholds that count as reached, ascending. */
  reachedIn(set: string): number[] {
    return [...(this.reached.get(set) ?? [])].sort((a, b) => a - b);
  }

  hear(happening: Happening, stood: Stood): void {
    if (happening.type !== 'field-updated') return;
    const [before, after] = [Number(happening.change.before ?? 0), Number(happening.change.after ?? 0)];
    for (const [name, set] of this.sets()) {
      if (set.field !== happening.change.field) continue;
      if (after < before) this.fall(name, set, after);
      if (after > before && this.isInScope(set, stood))
        this.cross(name, set, (value) => before < value && value <= after, stood, happening);
    }
  }

  private sets(): [string, Milestones][] {
    return Object.entries(this.map.document.milestones ?? {});
  }

  private isInScope({ scope = 'on-map' }: Milestones, stood: Stood): boolean {
    if (stood.places.length === 0) return scope === 'anyone' && !stood.hasComeIn;
    if (this.map.places.length === 0) return false;
    return scope !== 'parked' || stood.parkedAt.length > 0;
  }

  private cross(
    name: string,
    set: Milestones,
    isCrossed: (value: number) => boolean,
    stood?: Stood,
    happening?: Happening,
  ): void {
    const crossed = valuesOf(set).filter((value) => isCrossed(value) && !this.reached.get(name)?.has(value));
    if (crossed.length === 0) return;
    const sale = happening && 'sale' in happening ? happening.sale : undefined;
    const comesOn = stood !== undefined && stood.places.length === 0;
    const place = new Place(`milestones/${name}`, comesOn, { sale }, []);
    congratulate(place, name, set, crossed);
    this.map.start(place);
    this.count(name, crossed);
    if (!comesOn) return;
    stood.hasComeIn = true;
    this.comeOn();
  }

  private count(name: string, values: number[]): void {
    this.reached.set(name, new Set([...(this.reached.get(name) ?? []), ...values]));
  }

  /** The contact came onto the map: what the total has passed already counts, or is told now. */
  comeOn(): void {
    for (const [name, set] of this.sets()) {
      if (this.map.places.length === 0) return;
      const total = this.map.known({}).totalSales;
      this.fall(name, set, total);
      const isPassed = (value: number) => value <= total;
      if (set.backfill === 'send') this.cross(name, set, isPassed);
      else this.count(name, valuesOf(set).filter(isPassed));
    }
  }

  /** The total fell: what is unsent and no longer true is retracted, and told anew for what still is. */
  private fall(name: string, set: Milestones, total: number): void {
    const retracted = this.map.places
      .filter(({ occasion }) => occasion.milestone?.set === name)
      .flatMap((place) => this.retract(name, set, place, total));
    const reached = this.reached.get(name) ?? new Set();
    const forgotten = set.onRefund === 'rearm' ? [...reached].filter((value) => value > total) : retracted;
    for (const value of forgotten) reached.delete(value);
  }

  private retract(name: string, set: Milestones, place: Place, total: number): number[] {
    const { milestone } = place.occasion;
    if (!milestone || !this.map.has(place)) return [];
    // Behind a fork one congratulation walks in several places: it is retracted in all of them or in none.
    const sharing = this.map.places.filter(
      ({ occasion, wait }) => occasion.milestone === milestone && wait.for !== 'good',
    );
    const isBegun = sharing.length === 0 || sharing.some((each) => this.map.isUnderWay(each));
    const isPastRecall = milestone.isSent || isBegun;
    const unsent = [...(isPastRecall ? [] : milestone.values), ...place.later];
    const lost = unsent.filter((value) => value > total);
    const left = unsent.filter((value) => value <= total);
    if (lost.length === 0) return [];
    if (isPastRecall || left.includes(milestone.value)) {
      place.later = place.later.filter((value) => value <= total);
      return lost;
    }
    const [first = place, ...others] = sharing;
    for (const other of others) if (this.map.has(other)) this.map.remove(other);
    if (left.length > 0) congratulate(first, name, set, left);
    else first.forgetMilestone();
    this.map.walkOn(first);
    return lost;
  }

  /** An attempt ended, and the mail is still unsent: a total that fell while it was under way counts now. */
  reconsider(place: Place): void {
    const name = place.occasion.milestone?.set;
    const set = this.sets().find(([each]) => each === name)?.[1];
    if (name !== undefined && set) this.fall(name, set, this.map.known({}).totalSales);
  }

  /** `each`: the steps once more, for the next threshold that was crossed. */
  goThroughNext(place: Place): boolean {
    const { milestone } = place.occasion;
    const [value, ...later] = place.later;
    const set = this.sets().find(([name]) => name === milestone?.set)?.[1];
    if (!milestone || !set || value === undefined) return false;
    place.later = later;
    place.occasion = {
      ...place.occasion,
      milestone: { ...milestone, value, values: [value], isSent: false },
    };
    place.goOnlyTo(stepsAt(set, value));
    return true;
  }
}

/** Thresholds in minor units. */
function valuesOf({ at }: Milestones): number[] {
  return at.map((each) => (typeof each === 'number' ? each : each.value) * 100);
}

/** The threshold's own steps, or those of the block. */
function stepsAt({ at, steps }: Milestones, value: number): Step[] {
  const own = at.find((each) => typeof each === 'object' && each.value * 100 === value);
  return typeof own === 'object' ? own.steps : steps;
}

/** Gives a place its occasion and its steps: `each` tells of the lowest first, `highest` and `digest` of the highest. */
function congratulate(place: Place, name: string, set: Milestones, values: number[]): void {
  const isEach = set.onJump === 'each';
  const value = (isEach ? values[0] : values.at(-1)) ?? 0;
  place.later = isEach ? values.slice(1) : [];
  const milestone: Congratulation = { set: name, value, values: isEach ? [value] : values, isSent: false };
  place.occasion = { ...place.occasion, milestone };
  place.goOnlyTo(stepsAt(set, value));
}
