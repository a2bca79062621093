import type { Trigger } from '../../../language/map.generated.ts';
import type { AnalyzedMap } from '../analyze-map.ts';
import type { Door } from '../step-tree.ts';
import { scopeOf, type FIELD_TESTS } from '../trigger-defaults.ts';
import type { Raised } from './raised-events.ts';

/** A trigger that steps can open, with its map. */
export interface Knocked {
  map: AnalyzedMap;
  door: Door;
  trigger: Trigger;
  /** Its number in the order in which triggers are decided. */
  order: number;
}

/** Triggers by what they listen to, each list in order. */
export type Listeners = ReadonlyMap<string, readonly Knocked[]>;

/** Finds the triggers that listen to what steps raise. */
export function listenersOf(maps: readonly AnalyzedMap[]): Listeners {
  const listeners = new Map<string, Knocked[]>();
  const inOrder = maps.toSorted((a, b) => (a.doc.value.map < b.doc.value.map ? -1 : 1));
  let order = 0;
  for (const map of inOrder) {
    for (const door of map.doors) {
      const { trigger } = door;
      const topic = trigger && heardBy(trigger, map.doc.value.map);
      if (!trigger || topic === undefined) continue;
      listeners.set(topic, [...(listeners.get(topic) ?? []), { map, door, trigger, order: (order += 1) }]);
    }
  }
  return listeners;
}

/** The topic of what a trigger, a wait or a goal listens to; undefined for what no step raises. */
export function heardBy(match: { on: string }, map: string): string | undefined {
  const { on, tag, field } = match as { on: string; tag?: string; field?: string };
  if (on === 'added') return `added ${map}`;
  if (on === 'tag-added' || on === 'tag-removed') return `${on} ${tag ?? ANY}`;
  return on === 'field-updated' ? `${on} ${field}` : undefined;
}

const ANY = '';

/** The triggers that listen to a topic, in order: to this tag, or to any. */
export function listeningTo(topic: string, listeners: Listeners): readonly Knocked[] {
  const direct = listeners.get(topic) ?? [];
  const general = topic.startsWith('tag-') ? listeners.get(topic.replace(/ .*/, ` ${ANY}`)) : undefined;
  return general ? [...direct, ...general].sort((a, b) => a.order - b.order) : direct;
}

/** Whether one of some topics is what is listened to. */
export function isHeard(heard: string | undefined, topics: ReadonlySet<string>): boolean {
  if (heard === undefined) return false;
  return topics.has(heard) || (heard.endsWith(' ') && [...topics].some((topic) => topic.startsWith(heard)));
}

/** Whether an event opens a trigger as far as it itself can tell; undefined: who wrote the map knows. */
export function isMetBy({ trigger }: Knocked, event: Raised): boolean | undefined {
  const scope = scopeOf(trigger);
  const meets = event.on === 'field-updated' ? passes(trigger as Test, event) : true;
  // Who is parked where is not followed.
  if (meets === true && (isGuarded(trigger) || (scope !== 'anyone' && scope !== 'on-map'))) return undefined;
  return meets;
}

/** Whether its author has said how often, or under what condition, a trigger opens: whether that holds is not known. */
export function isGuarded({ once, oncePer, where }: Trigger): boolean {
  return once === true || oncePer !== undefined || where !== undefined;
}

type Test = Partial<Record<(typeof FIELD_TESTS)[number], number | string | boolean>>;
type Update = Extract<Raised, { on: 'field-updated' }>;

function passes(test: Test, { before, after, grows }: Update): boolean | undefined {
  if (after === undefined) {
    const isReached = grows === 'up' ? test.above : grows === 'down' ? test.below : undefined;
    return isReached === undefined ? undefined : true;
  }
  if (test.equals !== undefined) return after === test.equals;
  if (test.above !== undefined) return Number(after) > Number(test.above);
  if (test.below !== undefined) return Number(after) < Number(test.below);
  const [from, to] = [before === undefined ? undefined : Number(before), Number(after)];
  if (test.crosses !== undefined)
    return (from ?? -Infinity) < Number(test.crosses) && to >= Number(test.crosses);
  return (from ?? Infinity) >= Number(test.crossesDown) && to < Number(test.crossesDown);
}
