import { happeningsOf, type ReferenceFact } from './fact.ts';
import type { MapDocument } from './language.ts';
import { ReferenceMap } from './map.ts';
import type { Outcome } from './place.ts';
import { WorkList, type Work } from './work.ts';

const HOUR = 3_600_000;

/** A contact and all their maps, read word for word from language.md: slow, with no state that could be kept. */
export class ReferenceContact {
  now: number;
  figures: { totalSales: number; numberOfSales: number; status: string | null };
  readonly work = new WorkList();
  readonly maps: ReferenceMap[];
  /** Which path of a split the contact is dealt. */
  readonly dealt: (map: string, step: string) => number;
  private sequence = 0;
  private entry = 0;

  /** `documents`: in the order in which they decide, notices first. */
  constructor(documents: MapDocument[], now: number, dealt: ReferenceContact['dealt']) {
    this.now = now;
    this.dealt = dealt;
    this.figures = { totalSales: 0, numberOfSales: 0, status: 'applied' };
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
    for (const { field, after } of fact.changes) Object.assign(this.figures, { [field]: after });
    for (const happening of happeningsOf(fact)) {
      for (const [map, before] of stood) map.hear(happening, before);
    }
    return this.work.start();
  }

  /** Work has ended in one way or another. */
  carriedOut(work: Work, outcome: Outcome): Work[] {
    this.work.remove(work);
    const map = this.maps.find(({ document }) => document.map === work.map);
    const { place } = work;
    if (!map?.has(place) || place.entry !== work.entry) return this.work.start();
    if (work.remindAt !== undefined) {
      const isOut = outcome === 'sent' || outcome === 'skipped';
      if (place.wait.for === 'decision')
        map.resume(place, { remindAt: isOut ? work.remindAt : this.now + HOUR });
    } else if (place.wait.for === 'work' && place.wait.work === work) {
      map.resume(place, { outcome });
      const isUnsent = outcome !== 'sent' && outcome !== 'skipped';
      if (isUnsent && place.entry === work.entry) map.congratulations.reconsider(place);
    }
    return this.work.start();
  }

  /** The clock has reached an instant that somebody waits for. */
  wake(): Work[] {
    for (const map of this.maps) map.wake();
    return this.work.start();
  }

  nextWake(): number | undefined {
    const all = this.maps.flatMap(({ places }) => places.flatMap((place) => place.wakeAt() ?? []));
    return all.length > 0 ? Math.min(...all) : undefined;
  }
}
