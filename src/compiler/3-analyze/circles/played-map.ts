import type { AnalyzedMap } from '../analyze-map.ts';
import type { StepNode } from '../step-tree.ts';
import { ifOnMapOf, scopeOf } from '../trigger-defaults.ts';
import { stretchBehind, stretchFrom, type Stretch } from './at-once.ts';
import type { Knocked } from './listeners.ts';

/** A trigger that has opened, because of which step behind which other one. */
export interface Opened {
  by: Knocked;
  step?: StepNode;
  before?: Opened;
}

/** A place that has come through a trigger. */
interface Place {
  /** Counted up: the newest place has the highest number. */
  number: number;
  opened: Opened;
  map: PlayedMap;
  main: boolean;
}

/** A place that has asked for something. */
export interface AskingPlace extends Place {
  step: StepNode;
}

/** Where the contact stood on a map before an event. */
export interface Stood {
  /** Undefined: nothing has told yet, and either may be. */
  wasOn: boolean | undefined;
  /** A trigger has, or may have, taken in the newcomer: no other does. */
  entered: boolean;
}

/** Where the contact stands on one map while it is played what its triggers do. */
export class PlayedMap {
  /** Places that have asked for something, in the order in which they came. */
  readonly asking: AskingPlace[] = [];
  /** Whether a place stands still somewhere; undefined until a trigger has told whether the contact is here. */
  #stands: boolean | undefined;
  #hasLeft = false;
  #isPaused = false;
  readonly #analyzed: AnalyzedMap;
  readonly #count: () => number;

  constructor(analyzed: AnalyzedMap, count: () => number) {
    this.#analyzed = analyzed;
    this.#count = count;
  }

  /** Whether the contact is here; undefined: nothing has told yet, and either may be. */
  get isOn(): boolean | undefined {
    return this.asking.length > 0 ? true : this.#stands;
  }

  /** Whether a trigger opens that an event has met. */
  lets({ trigger }: Knocked, { wasOn, entered }: Stood): boolean {
    if (this.#isPaused) return false;
    const ifOnMap = ifOnMapOf(trigger);
    if (wasOn ?? ifOnMap !== 'ignore') return this.isOn !== false && ifOnMap !== 'ignore';
    const mayComeOn = !this.#hasLeft || (trigger.reentry ?? 'always') === 'always';
    return !entered && mayComeOn && scopeOf(trigger) === 'anyone';
  }

  /** Starts a place behind a trigger. */
  open(opened: Opened): void {
    const { trigger, door } = opened.by;
    const ifOnMap = ifOnMapOf(trigger);
    // Nothing has told whether the contact is here: they are where the trigger opens for them.
    this.#stands ??= ifOnMap !== 'ignore';
    const main = this.isOn !== true || ifOnMap === 'move';
    if (ifOnMap === 'move') this.#removeMain();
    const place = { number: this.#count(), opened, map: this, main };
    this.#follow(place, stretchFrom(door.steps[0], this.#analyzed.flow));
  }

  /** What a place has asked for is done: it goes on. */
  goOn(place: AskingPlace): void {
    const index = this.asking.indexOf(place);
    // Removed meanwhile.
    if (index < 0) return;
    this.asking.splice(index, 1);
    if (this.#isPaused) this.#stands = true;
    else this.#follow(place, stretchBehind(place.step, this.#analyzed.flow));
  }

  leave(): void {
    this.asking.length = 0;
    this.#stands = false;
    this.#hasLeft = true;
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
  }

  #follow(place: Place, stretch: Stretch): void {
    switch (stretch.until) {
      case 'asks':
        this.asking.push({ ...place, step: stretch.step });
        return;
      case 'forks':
        this.#stands = true;
        for (const path of stretch.paths) {
          const walking = { ...place, number: this.#count(), main: false };
          this.#follow(walking, stretchFrom(path, this.#analyzed.flow));
        }
        return;
      case 'exits':
        return this.leave();
      case 'stands':
        this.#stands = true;
        return;
      case 'runs-out':
        // A main place parks. With an added one that was the last, the contact has left.
        if (place.main) this.#stands = true;
        else if (this.isOn !== true) this.leave();
    }
  }

  #removeMain(): void {
    const main = this.asking.findIndex((place) => place.main);
    if (main < 0) this.#stands = false;
    else this.asking.splice(main, 1);
  }
}
