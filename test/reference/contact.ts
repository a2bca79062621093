import type { Figures } from './conditions.ts';
import { happeningsOf, type ReferenceFact } from './fact.ts';
import type { MapDocument } from './language.ts';
import { ReferenceMap } from './map.ts';
import type { Outcome, Place } from './place.ts';
import { isDone } from './work-story.ts';
import { WorkList, type Work } from './work.ts';

const HOUR = 3_600_000;

/** A contact and all their maps, read word for word from language.md: slow, with no state that could be kept. */
export class ReferenceContact {
  now: number;
  figures: Figures = {
    totalSales: 0,
    numberOfSales: 0,
    status: 'applied',
    tier: null,
    points: null,
    ends: null,
    tags: [],
  };
  /** How many changes in a row have led to what is decided now; undefined: what work has answered leads on from its place. */
  round: number | undefined;
  readonly work = new WorkList();
  readonly maps: ReferenceMap[];
  /** Which path of a split the contact is dealt. */
  readonly dealt: (map: string, step: string) => number;
  /** What has to be looked up in the contact's calendar, in order. */
  readonly lookUps: { map: ReferenceMap; place: Place; entry: number; step: string }[] = [];
  private sequence = 0;
  private entry = 0;

  /** `documents`: in the order in which they decide, notices first. */
  constructor(documents: MapDocument[], now: number, dealt: ReferenceContact['dealt']) {
    this.now = now;
    this.dealt = dealt;
    this.maps = documents.map((document) => new ReferenceMap(document, this));
  }

  nextEntry(): number {
    this.entry += 1;
    return this.entry;
  }

  /** A fact; one that was heard before means nothing. Answers with the work that starts. */
  hear(fact: ReferenceFact): Work[] {
    if (fact.sequence <= this.sequence) return [];
    this.sequence = fact.sequence;
    const stood = new Map(this.maps.map((map) => [map, map.stood()]));
    this.round = fact.cause?.round ?? 0;
    for (const { field, after } of fact.changes) Object.assign(this.figures, { [field]: after });
    if (fact.type === 'contact-changed') this.retag(fact);
    for (const happening of happeningsOf(fact)) {
      for (const [map, before] of stood) map.hear(happening, before);
    }
    if (fact.type === 'removed') this.mapCalled(fact.map)?.takeOff();
    if (fact.cause) this.mapCalled(fact.cause.map)?.goOn(fact.cause.entry);
    return this.work.start();
  }

  private mapCalled(name: string): ReferenceMap | undefined {
    return this.maps.find(({ document }) => document.map === name);
  }

  private retag({ added, removed }: { added: string[]; removed: string[] }): void {
    const tags = this.figures.tags.filter((tag) => !removed.includes(tag));
    this.figures = { ...this.figures, tags: [...tags, ...added] };
  }

  /** Work has ended in one way or another. */
  carriedOut(work: Work, outcome: Outcome): Work[] {
    this.work.remove(work);
    this.round = undefined;
    const map = this.mapCalled(work.map);
    const { place } = work;
    if (!map?.has(place) || place.entry !== work.entry) return this.work.start();
    if (work.remindAt !== undefined) {
      const isOut = outcome === 'sent' || outcome === 'skipped';
      if (place.wait.for === 'decision')
        map.resume(place, { remindAt: isOut ? work.remindAt : this.now + HOUR });
    } else if (place.wait.for === 'work' && place.wait.work === work) {
      // A mail that is skipped counts as done, and its path goes on.
      const isMailDone = map.isMail(place) && isDone(outcome);
      if (!isMailDone) map.congratulations.reconsider(place);
      if (map.has(place) && place.entry === work.entry) map.resume(place, { outcome });
    }
    return this.work.start();
  }

  /** The next answer of the contact's calendar; a place that has gone on meanwhile does not wait for it. */
  lookedUp(): Work[] {
    this.round = undefined;
    const { map, place, entry } = this.lookUps.shift() ?? {};
    const { wait } = place ?? {};
    const isAwaited = wait?.for === 'calendar' || (wait?.for === 'event' && wait.isLookedUp === false);
    if (map && place && place.entry === entry && isAwaited) map.resume(place, 'time');
    return this.work.start();
  }

  /** The clock has reached an instant that somebody waits for. */
  wake(): Work[] {
    this.round = 0;
    for (const map of this.maps) map.wake();
    return this.work.start();
  }

  nextWake(): number | undefined {
    const all = this.maps.flatMap(({ places }) => places.flatMap((place) => place.wakeAt() ?? []));
    return all.length > 0 ? Math.min(...all) : undefined;
  }
}
