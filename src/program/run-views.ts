import { nextDate } from './dates.ts';
import { isPaused } from './paused.ts';
import type { MapMemory, MapState, Place, Position, RunRecord, RunState } from './run-state.ts';
import type { Instant } from './time.ts';

/** The earliest instant at which the clock alone makes something due; undefined when nothing waits for it. */
export function nextWake(state: RunState): Instant | undefined {
  let earliest: Instant | undefined;
  for (const map of Object.values(state.maps)) {
    if (isPaused({ state, map })) continue;
    for (const at of [nextDate(map), ...map.places.map(wakeOf)]) {
      if (at !== undefined && (earliest === undefined || at < earliest)) earliest = at;
    }
  }
  return earliest;
}

/** When the clock next matters to a place. */
export function wakeOf({ waits }: Place): Instant | undefined {
  if (waits.for === 'instant' || waits.for === 'retry') return waits.at;
  if (waits.for === 'event') return waits.giveUpAt;
  if (waits.for !== 'decision') return undefined;
  const { remindAt, giveUpAt } = waits;
  return remindAt === undefined || giveUpAt === undefined
    ? (remindAt ?? giveUpAt)
    : Math.min(remindAt, giveUpAt);
}

/** True when the contact stands nowhere and nothing is under way: the run ends. */
export function isFinished(state: RunState): boolean {
  return state.jobs.length === 0 && Object.values(state.maps).every(({ places }) => places.length === 0);
}

/** Where the contact stands, for lists and counts; all places, or those that count. */
export function positionsOf({ maps }: RunState, counts: (place: Place) => boolean = () => true): Position[] {
  return Object.entries(maps).flatMap(([map, { release, places }]) =>
    places.filter(counts).map((place) => positionOf(map, release, place)),
  );
}

/** Added places with work under way pass within seconds, and nothing would tell the database that they are gone. */
function lasts({ main, waits }: Place): boolean {
  return main || waits.for !== 'activity';
}

function positionOf(map: string, release: string, place: Place): Position {
  const wakeAt = wakeOf(place);
  const { step, entry, since } = place;
  return { map, release, step, entry, since, ...(wakeAt === undefined ? {} : { wakeAt }) };
}

/** What the database keeps of the run beyond its end, and the positions. */
export function recordOf(state: RunState): RunRecord {
  const { sequence, entry, revision, paused, maps } = state;
  const memories = Object.entries(maps).filter(([, map]) => remembers(map));
  return {
    memory: {
      sequence,
      entry,
      revision,
      ...(paused ? { paused } : {}),
      maps: Object.fromEntries(memories.map(([name, map]) => [name, memoryOf(map)])),
    },
    positions: positionsOf(state, lasts),
  };
}

/**
 * What a record is worth writing for, as text: memory, and where lasting places stand. The counters and the waits
 * are left out: they change with every event and matter only when the run ends.
 */
export function restKeyOf(state: RunState): string {
  const { memory, positions } = recordOf(state);
  const places = positions.map(({ map, step, entry }) => `${map}/${step}#${entry}`);
  return JSON.stringify([memory.maps, places, ...(memory.paused ? ['paused'] : [])]);
}

function memoryOf({ once, oncePer, milestones, leftAt, paused, held }: MapState): MapMemory {
  return {
    once,
    ...(oncePer ? { oncePer } : {}),
    milestones,
    ...(leftAt === undefined ? {} : { leftAt }),
    ...(paused ? { paused } : {}),
    ...(held ? { held } : {}),
  };
}

/** Whether anything of a map has to be kept once the contact no longer stands on it. */
export function remembers({ once, oncePer, milestones, leftAt, paused, held }: MapMemory): boolean {
  const others = [oncePer, leftAt, paused, held];
  return once.length > 0 || Object.keys(milestones).length > 0 || others.some((value) => value !== undefined);
}
