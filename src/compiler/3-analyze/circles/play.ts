import type { AnalyzedMap } from '../analyze-map.ts';
import type { StepOf } from '../steps/step-analysis.ts';
import { ifOnMapOf } from '../trigger-defaults.ts';
import { isMetBy, listeningTo, type Knocked, type Listeners } from './listeners.ts';
import { PlayedMap, type AskingPlace, type Opened, type Stood } from './played-map.ts';
import { raisedBy, topicOf, type Assumed, type Raised } from './raised-events.ts';

/** Which of the places that have asked for something is answered first: the world may do it in any order. */
export type Order = 'oldest-first' | 'newest-first';

/** The maps among which it is played. */
export interface World {
  maps: readonly AnalyzedMap[];
  listeners: Listeners;
  /** Triggers that do not open. */
  closed: ReadonlySet<Knocked>;
  /** How much may still be played: counted down. */
  left: number;
}

/** More than this is not played, so that no folder takes long to check: how much is looked at, triggers and places alike. */
export const MOST_PLAYED = 1_000_000;

/** What came of it that a trigger opened. */
export interface Played {
  /** The opening that closes a circle, if there is one. */
  circle?: Opened;
  /** Triggers that opened. */
  opened: Set<Knocked>;
  /** Triggers of which only who wrote them knows whether they opened. */
  doubtful: Set<Knocked>;
  /** Topics of what was raised. */
  topics: Set<string>;
}

/** Once may be the first time that a value changes, and twice may be a value that was unknown before; the third time it is a circle. */
const TIMES = 3;
/** More than this is not followed from one trigger. */
const MOST_ANSWERS = 1_000;

/** Plays what a trigger surely does that opens, and all that it opens, until it goes round or comes to rest. */
export function play(start: Knocked, world: World, order: Order): Played {
  const one = new Play(world);
  one.open({ by: start });
  for (let answers = 0; answers < MOST_ANSWERS && world.left > 0 && !one.played.circle; answers += 1) {
    const place = one.next(order);
    if (!place) break;
    one.answer(place);
  }
  return one.played;
}

class Play {
  readonly played: Played = { opened: new Set(), doubtful: new Set(), topics: new Set() };
  readonly #world: World;
  readonly #maps = new Map<string, PlayedMap>();
  readonly #assumed: Assumed = { tags: new Map(), fields: new Map() };
  #places = 0;

  constructor(world: World) {
    this.#world = world;
  }

  open(opened: Opened): void {
    this.#mapOf(opened.by.map).open(opened);
    this.played.opened.add(opened.by);
    if (this.#timesOf(opened) >= TIMES) this.played.circle = opened;
  }

  /** The place that is answered next. */
  next(order: Order): AskingPlace | undefined {
    const sign = order === 'oldest-first' ? 1 : -1;
    const asking = [...this.#maps.values()].flatMap((map) => map.asking);
    this.#world.left -= this.#maps.size + asking.length;
    return asking.sort((a, b) => sign * (a.number - b.number))[0];
  }

  /** What a place asked for happens: all maps hear of it, and then the place goes on. */
  answer(place: AskingPlace): void {
    const { step } = place.step;
    for (const event of raisedBy(step, this.#assumed)) this.#tell(event, place);
    if (typeof step !== 'string' && 'map' in step) this.#actOn(step.map);
    place.map.goOn(place);
  }

  #tell(event: Raised, { opened, step }: AskingPlace): void {
    const topic = topicOf(event);
    this.played.topics.add(topic);
    const stood = new Map<PlayedMap, Stood>();
    const listeners = listeningTo(topic, this.#world.listeners);
    this.#world.left -= listeners.length;
    for (const knocked of listeners) {
      if (this.#world.closed.has(knocked)) continue;
      const map = this.#mapOf(knocked.map);
      const here = stood.get(map) ?? { wasOn: map.isOn, entered: false };
      stood.set(map, here);
      const isMet = isMetBy(knocked, event);
      if (isMet === false || !map.lets(knocked, here)) continue;
      if (isMet) this.open({ by: knocked, step, before: opened });
      else this.played.doubtful.add(knocked);
      here.entered = true;
      if (isMet) here.wasOn ??= ifOnMapOf(knocked.trigger) !== 'ignore';
    }
  }

  #actOn({ remove, pause, resume }: StepOf<'map'>['map']): void {
    const target = remove ?? pause ?? resume;
    const source = this.#world.maps.find(({ doc }) => doc.value.map === target);
    if (!source) return;
    const map = this.#mapOf(source);
    if (remove !== undefined) map.leave();
    else map.pause(pause !== undefined);
  }

  #mapOf(source: AnalyzedMap): PlayedMap {
    const { map: name } = source.doc.value;
    const known = this.#maps.get(name) ?? new PlayedMap(source, () => (this.#places += 1));
    this.#maps.set(name, known);
    return known;
  }

  /** How often a trigger has opened on the way to its last opening. */
  #timesOf(last: Opened): number {
    let times = 0;
    for (let at: Opened | undefined = last; at; at = at.before) {
      this.#world.left -= 1;
      if (at.by === last.by) times += 1;
    }
    return times;
  }
}
