import { MAP_FACTS } from '../partners/act-on-map.ts';
import type { Cause } from '../program/events.ts';
import type { MapAction } from '../program/step-types.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, type Facts } from './facts.ts';

/** Records for a step what it does to the contact's place in another map, once for its place. */
export function actOnMap(facts: Facts, action: MapAction, map: string, now: Instant, cause: Cause): void {
  if (facts.events.some(({ data }) => data.cause?.entry === cause.entry)) return;
  appendEvent(facts, {
    type: MAP_FACTS[action],
    source: '/maps',
    id: `map-${facts.events.length + 1}`,
    time: now,
    data: { map, by: cause.map, changes: [], cause },
  });
}

/** Somebody puts the contact on a map, or takes them off it. */
export function actByHand(
  facts: Facts,
  action: Extract<MapAction, 'add' | 'remove'>,
  { map, by, at }: { map: string; by: string; at?: string },
  now: Instant,
): { recorded: string } {
  appendEvent(facts, {
    type: MAP_FACTS[action],
    source: '/by-hand',
    id: `by-hand-${facts.events.length + 1}`,
    time: now,
    data: { map, by, ...(at === undefined ? {} : { at }), changes: [] },
  });
  const where = at === undefined ? map : `${map}, at ${at}`;
  return { recorded: action === 'add' ? `put on ${where}, by ${by}` : `taken off ${where}, by ${by}` };
}

/** Somebody pauses the contact on all maps, or lets them go on. */
export function setPaused(facts: Facts, type: 'paused' | 'resumed', now: Instant): { recorded: string } {
  const id = `${type}-${facts.events.length + 1}`;
  appendEvent(facts, { type, source: '/control', id, time: now, data: { by: 'the scenario', changes: [] } });
  return { recorded: `the run is ${type}` };
}
