import { effectsOf, type Effects } from './effects.ts';
import type { MapContext } from './map-context.ts';
import { raisedBy, type Assumed, type Raised } from './raised-events.ts';
import type { Door, StepNode } from './step-tree.ts';
import { ifOnMapOf, scopeOf, type FIELD_TESTS } from './trigger-defaults.ts';

/** A trigger whose own steps raise its event again, for ever. */
export interface CausedAgain {
  door: Door;
  /** Steps that raise an event, each with the door that it opens; the last one opens `door` again. */
  way: readonly { step: StepNode; opens: Door }[];
}

/** A door that has opened, because of which step of which other one. */
interface Opened {
  door: Door;
  step?: StepNode;
  before?: Opened;
}

/** Once may be the first time that a value changes, and twice may be a value that was unknown before; the third time it is a circle. */
const TIMES = 3;
const MOST_OPENED = 100;

/** Finds triggers that open themselves for ever, directly or by way of each other, by playing what they surely do. */
export function causedAgain(doors: readonly Door[], context: MapContext): CausedAgain[] {
  const effects = new Map<Door, Effects>();
  for (const door of doors) {
    if (door.trigger && !isGuarded(door)) effects.set(door, effectsOf(door, context.flow));
  }
  const reopening = [...effects].filter(([door, one]) => opensAgain(door, one)).map(([door]) => door);
  const listeners = listenersAmong(reopening);
  const told = new Set<Door>();
  return reopening.flatMap((door) => {
    const circle = told.has(door) ? undefined : play(door, listeners, effects, context.doc.value.map);
    if (!circle || told.has(circle.door)) return [];
    for (const { opens } of circle.way) told.add(opens);
    return [circle];
  });
}

/** What the author has said against it; whether a condition holds is not known. */
function isGuarded({ trigger }: Door): boolean {
  return trigger?.once === true || trigger?.oncePer !== undefined || trigger?.where !== undefined;
}

/** Whether the door can open for a contact who has just come through it. */
function opensAgain({ trigger }: Door, { exits }: Effects): boolean {
  if (!trigger) return false;
  const scope = scopeOf(trigger);
  if (exits) return scope === 'anyone' && (trigger.reentry ?? 'always') === 'always';
  return (scope === 'anyone' || scope === 'on-map') && ifOnMapOf(trigger) !== 'ignore';
}

function play(
  start: Door,
  listeners: Listeners,
  effects: ReadonlyMap<Door, Effects>,
  map: string,
): CausedAgain | undefined {
  const assumed: Assumed = { tags: new Map(), fields: new Map() };
  const queue: Opened[] = [{ door: start }];
  for (const opened of queue) {
    for (const step of effects.get(opened.door)?.steps ?? []) {
      for (const event of raisedBy(step, assumed, map)) {
        for (const door of openedBy(event, listeners)) {
          const next = { door, step, before: opened };
          const circle = circleOf(next);
          if (circle) return circle;
          queue.push(next);
        }
      }
    }
    if (queue.length > MOST_OPENED) return undefined;
  }
  return undefined;
}

/** Doors by what they listen to: an event asks only those that may open. */
type Listeners = ReadonlyMap<string, readonly Door[]>;

function listenersAmong(doors: readonly Door[]): Listeners {
  const listeners = new Map<string, Door[]>();
  for (const door of doors) {
    const { on, tag, field } = door.trigger as { on: string; tag?: string; field?: string };
    const topic = `${on} ${tag ?? field ?? ''}`;
    listeners.set(topic, [...(listeners.get(topic) ?? []), door]);
  }
  return listeners;
}

function openedBy(event: Raised, listeners: Listeners): Door[] {
  const topic = event.on === 'added' ? '' : event.on === 'field-updated' ? event.field : event.tag;
  const doors = [...(listeners.get(`${event.on} ${topic}`) ?? [])];
  // A trigger on any tag.
  if (topic !== '') doors.push(...(listeners.get(`${event.on} `) ?? []));
  return event.on === 'field-updated' ? doors.filter(({ trigger }) => passes(trigger as Test, event)) : doors;
}

function circleOf(last: Opened): CausedAgain | undefined {
  let times = 0;
  const way: { step: StepNode; opens: Door }[] = [];
  for (let at: Opened | undefined = last; at; at = at.before) {
    if (at.door === last.door) times += 1;
    if (times === 1 && at.step) way.unshift({ step: at.step, opens: at.door });
  }
  return times >= TIMES ? { door: last.door, way } : undefined;
}

type Test = Partial<Record<(typeof FIELD_TESTS)[number], number | string | boolean>>;

function passes(test: Test, { before, after, grows }: Extract<Raised, { on: 'field-updated' }>): boolean {
  if (after === undefined)
    return grows === 'up' ? test.above !== undefined : grows === 'down' && test.below !== undefined;
  if (test.equals !== undefined) return after === test.equals;
  if (test.above !== undefined) return Number(after) > Number(test.above);
  if (test.below !== undefined) return Number(after) < Number(test.below);
  const [from, to] = [before === undefined ? undefined : Number(before), Number(after)];
  if (test.crosses !== undefined)
    return (from ?? -Infinity) < Number(test.crosses) && to >= Number(test.crosses);
  return (from ?? Infinity) >= Number(test.crossesDown) && to < Number(test.crossesDown);
}
