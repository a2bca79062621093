import type { Answer } from './conditions.ts';
import type { Happening, ReferenceSale } from './fact.ts';
import { listsIn, type Step } from './language.ts';
import type { Work } from './work.ts';

/** What brought a place about. Thresholds in minor units. */
export interface Occasion {
  sale?: ReferenceSale | undefined;
  /** Where a notice collects: all sales that it tells of; `sale` is the last. */
  sales?: ReferenceSale[];
  milestone?: Congratulation;
  /** What calls have answered, by the name in `as`. */
  calls?: Readonly<Record<string, Answer>>;
}

/** Shared by all places that one crossing brought about: what one of them has sent, all have sent. */
export interface Congratulation {
  set: string;
  /** The threshold that the mail names, and all that it stands for. */
  value: number;
  values: number[];
  isSent: boolean;
}

/** Why a place stands still. */
export type Wait =
  | { for: 'work'; work: Work }
  | { for: 'clock'; at: number }
  /** Until it is known when it ends. */
  | { for: 'calendar' }
  /** To be tried again. */
  | { for: 'again'; at: number }
  /** `isLookedUp: false`: until when is not known yet. */
  | { for: 'event'; until?: number; isLookedUp?: false }
  | { for: 'decision'; remindAt?: number | undefined; giveUpAt?: number | undefined }
  | { for: 'paths' }
  /** Parked. */
  | { for: 'good' }
  /** A person has to look at it. */
  | { for: 'repair' };

/** What a place is told when it need wait no longer; `moved`: the field that names the end of its wait has changed. */
export type News = { outcome: Outcome } | { remindAt: number } | 'time' | 'paths' | 'moved';

/** What became of work; a call and a webhook bring an answer. */
export type Outcome =
  | 'sent'
  | 'skipped'
  | 'failed'
  | 'failed for good'
  | { notBefore: number }
  /** Failed, with the wish not to be asked again before then. */
  | { busyUntil: number }
  | { answer: Answer }
  | { status: number };

/** One standing of the contact on a map: where it stands, what is still before it, and the story that walks it there. */
export class Place {
  entry = 0;
  step = '';
  since = 0;
  wait: Wait = { for: 'good' };
  story: Generator<Wait, void, News> | undefined;
  /** The fork at which another place waits for this one. */
  fork: { at: Place; path: string } | undefined;
  /** At a fork: paths that somebody still walks. */
  readonly paths = new Set<string>();
  /** `onJump: each`: thresholds that the place goes through after this one. */
  later: number[] = [];
  /** For steps with `since` that it listens for: the first event that fitted, until it is taken. */
  heard: ReadonlyMap<string, Happening | undefined> = new Map();
  /** How many changes in a row have each set the next one going, up to here. */
  round = 0;
  readonly door: string;
  readonly isMain: boolean;
  occasion: Occasion;
  /** Lists of steps that are still to be walked, the innermost last. */
  private ahead: Step[][];

  constructor(door: string, isMain: boolean, occasion: Occasion, steps: Step[]) {
    this.door = door;
    this.isMain = isMain;
    this.occasion = occasion;
    this.ahead = [steps];
  }

  /** A place that sets out from here with what this one knows; what is to be told later is told by this one alone. */
  companion(steps: Step[]): Place {
    const other = new Place(this.door, false, { ...this.occasion }, steps);
    other.heard = this.heard;
    other.round = this.round;
    return other;
  }

  /** What a place that walked a path of a fork has learnt on it. */
  learnFrom({ heard, occasion, round }: Place): void {
    this.heard = new Map([...this.heard, ...heard]);
    if (occasion.calls)
      this.occasion = { ...this.occasion, calls: { ...this.occasion.calls, ...occasion.calls } };
    this.round = Math.max(this.round, round);
  }

  /** The next step on its way; undefined where the path has run out. */
  next(): Step | undefined {
    while (this.ahead.length > 0) {
      const [step, ...rest] = this.ahead.pop() ?? [];
      if (!step) continue;
      this.ahead.push(rest);
      return step;
    }
    return undefined;
  }

  /** First these steps, then what was ahead anyway. */
  goInto(steps: Step[]): void {
    this.ahead.push(steps);
  }

  /** These steps and nothing else. */
  goOnlyTo(steps: Step[]): void {
    this.ahead = [steps];
  }

  /** Nothing is to be told any more: its path has run out. */
  forgetMilestone(): void {
    const { milestone: _retracted, ...rest } = this.occasion;
    this.occasion = rest;
    this.later = [];
    this.ahead = [];
  }

  /** The step with this id, then what comes behind it in the map. */
  jumpTo(id: string, lists: readonly Step[][]): void {
    this.ahead = lists.map((list) => wayTo(id, list)).find((way) => way !== undefined) ?? [];
  }

  /** When the clock next matters to it. */
  wakeAt(): number | undefined {
    const { wait } = this;
    if (wait.for === 'clock' || wait.for === 'again') return wait.at;
    if (wait.for === 'event') return wait.until;
    if (wait.for !== 'decision') return undefined;
    const both = [wait.remindAt, wait.giveUpAt].filter((at) => at !== undefined);
    return both.length > 0 ? Math.min(...both) : undefined;
  }
}

/** The rests of lists that lie ahead of who stands before the step with this id, the innermost last. */
function wayTo(id: string, list: Step[]): Step[][] | undefined {
  for (const [index, step] of list.entries()) {
    if (step.id === id) return [list.slice(index)];
    for (const inner of listsIn(step)) {
      const way = wayTo(id, inner);
      if (way) return [list.slice(index + 1), ...way];
    }
  }
  return undefined;
}

/** Whether a step can be reached from where a place stands: its own lists, and whatever lies ahead of them. */
export function isAhead(id: string, from: string, lists: readonly Step[][]): boolean {
  const seen = new Set<string>();
  const search = (steps: readonly Step[]): boolean => {
    for (const step of steps) {
      if (seen.has(step.id)) return false;
      if (step.id === id) return true;
      seen.add(step.id);
      if (listsIn(step).some(search)) return true;
      if ('goTo' in step && search(flat(waysTo(step.goTo, lists)))) return true;
      if (step.if === undefined && ('end' in step || 'exit' in step || 'goTo' in step)) return false;
    }
    return false;
  };
  const [first, ...rest] = flat(waysTo(from, lists));
  if (!first) return false;
  const endsHere = ('end' in first || 'exit' in first) && first.if === undefined;
  return !endsHere && (listsIn(first).some(search) || search(rest));
}

function waysTo(id: string, lists: readonly Step[][]): Step[][] {
  return lists.map((list) => wayTo(id, list)).find((way) => way !== undefined) ?? [];
}

function flat(way: Step[][]): Step[] {
  return way.toReversed().flat();
}
