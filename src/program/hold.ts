import { achieveGoal } from './goals.ts';
import { goalsOf } from './listeners.ts';
import { matches } from './matches.ts';
import { judgeMilestones } from './milestones.ts';
import { goTo, leaveMap, mustLeave } from './places.ts';
import type { EventMatch, Program } from './program.ts';
import type { Held, Occurrence } from './run-state.ts';
import { standingOn } from './standing.ts';
import { knock } from './triggers.ts';
import { fieldOf, type MapTurn } from './turn.ts';

/** A paused map opens no door: of each one the latest event that knocked is kept, and what watched fields were before. */
export function hold(turn: MapTurn, occurrence: Occurrence): void {
  const { map, program } = turn;
  const { knocks = {}, before = {} } = map.held ?? {};
  const heard = doorsOf(program).filter(({ on }) => matches(turn, on, occurrence));
  const first = firstBefore(program, occurrence, before);
  if (heard.length === 0 && !first) return;
  const held: Held = {
    knocks: { ...knocks, ...Object.fromEntries(heard.map(({ door }) => [door, occurrence])) },
    before: { ...before, ...first },
  };
  map.held = held;
  turn.touched = true;
}

/**
 * The map goes on, at most once through each door, for each watched field and from each place: a pause holds, and
 * releases no burst. Scope and `ifOnMap` are judged by where the contact stands now.
 */
export function release(turn: MapTurn): void {
  const { map, program } = turn;
  const { knocks = {}, before = {} } = map.held ?? {};
  delete map.held;
  turn.touched = true;
  if (mustLeave(turn)) return leaveMap(turn);
  const stood = standingOn(map);
  const waiting = map.places.map((place) => ({ place, entry: place.entry }));
  for (const trigger of program.triggers) {
    const occurrence = knocks[trigger.name];
    if (occurrence) knock(turn, trigger, occurrence, stood);
  }
  for (const [field, was] of Object.entries(before)) {
    const data = { field, before: was, after: fieldOf(turn, field) };
    judgeMilestones(turn, { type: 'field-updated', data }, stood);
  }
  for (const goal of goalsOf(program)) {
    const occurrence = knocks[`goals/${goal.id}`];
    if (occurrence) achieveGoal(turn, goal, occurrence, stood);
  }
  for (const { place, entry } of waiting) {
    if (place.entry !== entry || place.waits.for !== 'resume' || !map.places.includes(place)) continue;
    goTo(turn, place, place.waits.to);
  }
}

function doorsOf(program: Program): { door: string; on: EventMatch }[] {
  const goals = goalsOf(program).map(({ id, on }) => ({ door: `goals/${id}`, on }));
  return [...program.triggers.map(({ name, on }) => ({ door: name, on })), ...goals];
}

/** Milestones are judged by the whole way from here, as if one change had gone it. */
function firstBefore(
  { milestones }: Program,
  { type, data }: Occurrence,
  known: Held['before'],
): Held['before'] | undefined {
  const field = type === 'field-updated' ? String(data['field']) : '';
  if (Object.hasOwn(known, field) || !milestones.some((set) => set.field === field)) return undefined;
  return { [field]: (data['before'] ?? null) as Held['before'][string] };
}
