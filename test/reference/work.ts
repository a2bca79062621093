import type { Place } from './place.ts';

/** An activity that a place asked for. */
export interface Work {
  map: string;
  step: string;
  /** The mail's template, or what else is to be done. */
  what: string;
  /** What it keeps from the moment at which it was decided. Minor units. */
  values: Readonly<Record<string, unknown>>;
  place: Place;
  entry: number;
  /** A reminder, beside the question: when the next is due once this one is out. */
  remindAt?: number | undefined;
  isUnderWay: boolean;
}

/** More than this is never under way at once; the rest waits in order. */
const MOST_UNDER_WAY = 20;

/** The work of all maps of a contact. */
export class WorkList {
  private list: Work[] = [];

  add(work: Work): void {
    this.list.push(work);
  }

  /** What can start now is under way from now on. */
  start(): Work[] {
    const room = MOST_UNDER_WAY - this.list.filter(({ isUnderWay }) => isUnderWay).length;
    const started = this.list.filter(({ isUnderWay }) => !isUnderWay).slice(0, Math.max(room, 0));
    for (const work of started) work.isUnderWay = true;
    return started;
  }

  remove(work: Work): void {
    work.isUnderWay = false;
    this.list = this.list.filter((other) => other !== work);
  }

  /** Work that has not started goes with what it was for. */
  retract(isStale: (work: Work) => boolean): void {
    this.list = this.list.filter((work) => work.isUnderWay || !isStale(work));
  }
}
