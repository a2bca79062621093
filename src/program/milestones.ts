import { sharingPlaces } from './occasions.ts';
import { goTo, removePlace, startPlace } from './places.ts';
import type { MilestoneSet } from './program.ts';
import type { MilestoneOccasion, Occurrence, Place } from './run-state.ts';
import type { Standing } from './standing.ts';
import { fieldOf, type MapTurn } from './turn.ts';

/** What a change of a watched field means for the map's milestones, upwards and downwards. */
export function judgeMilestones(turn: MapTurn, occurrence: Occurrence, stood: Standing): void {
  if (occurrence.type !== 'field-updated') return;
  const { field, before, after } = occurrence.data;
  for (const set of turn.program.milestones) {
    if (set.field !== field) continue;
    const [from, to] = [Number(before ?? 0), Number(after ?? 0)];
    if (to < from) fall(turn, set, to);
    if (to > from && mayReach(turn, set, stood)) {
      cross(turn, set, (value) => from < value && value <= to, occurrence, stood);
    }
  }
}

/** Whether the contact, by where they stood, can reach the thresholds; who has left by this very event cannot. */
function mayReach(turn: MapTurn, { scope }: MilestoneSet, stood: Standing): boolean {
  if (!stood.onMap) return scope === 'anyone' && !stood.entered;
  if (turn.map.places.length === 0) return false;
  if (typeof scope === 'object') return scope.parkedAt.some((step) => stood.parkedAt.includes(step));
  return scope !== 'parked' || stood.parkedAt.length > 0;
}

/** The contact came onto the map: thresholds already passed count as reached, or as just crossed. */
export function backfill(turn: MapTurn): void {
  for (const set of turn.program.milestones) {
    if (turn.map.places.length === 0) return;
    const known = fieldOf(turn, set.field);
    const total = Number(known ?? 0);
    // The total may have fallen while nobody listened.
    if (known !== null) fall(turn, set, total);
    if (set.backfill === 'send') cross(turn, set, (value) => value <= total, undefined);
    else reachSilently(turn, set, total);
  }
}

/** The total has changed by what was imported: the thresholds up to it count as reached for who stands on the map. */
export function countReached(turn: MapTurn): void {
  if (turn.map.places.length === 0) return;
  for (const set of turn.program.milestones) reachSilently(turn, set, Number(fieldOf(turn, set.field) ?? 0));
}

function reachSilently(turn: MapTurn, set: MilestoneSet, total: number): void {
  const passed = set.at.filter(({ value }) => value <= total);
  reach(
    turn,
    set,
    passed.map(({ value }) => value),
  );
}

/** The name of the door through which a milestone's places come. */
function doorOf(set: MilestoneSet): string {
  return `milestones/${set.name}`;
}

function reached(turn: MapTurn, set: MilestoneSet): number[] {
  return turn.map.milestones[set.name] ?? [];
}

function reach(turn: MapTurn, set: MilestoneSet, values: number[]): void {
  const known = reached(turn, set);
  const fresh = values.filter((value) => !known.includes(value));
  if (fresh.length === 0) return;
  turn.map.milestones[set.name] = [...known, ...fresh].sort((a, b) => a - b);
  turn.touched = true;
}

function cross(
  turn: MapTurn,
  set: MilestoneSet,
  isCrossed: (value: number) => boolean,
  occurrence: Occurrence | undefined,
  stood?: Standing,
): void {
  const known = reached(turn, set);
  const values = set.at
    .map(({ value }) => value)
    .filter((value) => isCrossed(value) && !known.includes(value));
  if (values.length === 0) return;
  const milestone = occasionFor(set, values);
  const sale = occurrence?.data['sale'];
  const comesOn = stood !== undefined && !stood.onMap;
  const started = startPlace(turn, {
    door: doorOf(set),
    main: comesOn,
    occasion: {
      ...(occurrence ? { event: occurrence } : {}),
      ...(sale ? { sale: sale as never } : {}),
      milestone,
    },
    first: firstStep(set, milestone.value),
  });
  if (!started) return;
  reach(turn, set, values);
  if (!comesOn) return;
  stood.entered = true;
  if (turn.map.places.length > 0) backfill(turn);
}

/** How several thresholds crossed at once become one occasion (`onJump`). */
function occasionFor(set: MilestoneSet, values: number[]): MilestoneOccasion {
  const lowest = values[0] ?? 0;
  const highest = values[values.length - 1] ?? 0;
  if (set.onJump !== 'each') {
    return { value: highest, values, rest: [], sent: false, ...nextAfter(set, highest) };
  }
  return { value: lowest, values: [lowest], rest: values.slice(1), sent: false, ...nextAfter(set, lowest) };
}

function nextAfter(set: MilestoneSet, value: number): { next?: number } {
  const next = set.at.find((threshold) => threshold.value > value)?.value;
  return next === undefined ? {} : { next };
}

function firstStep(set: MilestoneSet, value: number) {
  return set.at.find((threshold) => threshold.value === value)?.first ?? null;
}

/** The field fell to `total`: unsent congratulations are retracted, and with `rearm` thresholds may be reached again. */
function fall(turn: MapTurn, set: MilestoneSet, total: number): void {
  const retracted = turn.map.places
    .filter((place) => place.door === doorOf(set))
    .flatMap((place) => retract(turn, set, place, total));
  const forgotten =
    set.onRefund === 'rearm' ? reached(turn, set).filter((value) => value > total) : retracted;
  if (forgotten.length === 0) return;
  turn.map.milestones[set.name] = reached(turn, set).filter((value) => !forgotten.includes(value));
  turn.touched = true;
}

/** Work ended with the mail unsent: a total that fell while it was in flight retracts it now. */
export function reconsider(turn: MapTurn, place: Place): void {
  const set = turn.program.milestones.find((each) => doorOf(each) === place.door);
  if (set) fall(turn, set, Number(fieldOf(turn, set.field) ?? 0));
}

/** Decides what is unsent anew for what the total still justifies; answers the thresholds that it no longer does. */
function retract(turn: MapTurn, set: MilestoneSet, place: Place, total: number): number[] {
  const { milestone, ...occasion } = place.occasion;
  // An earlier place's path may have left the map meanwhile.
  if (!milestone || !turn.map.places.includes(place)) return [];
  const places = sharingPlaces(turn.map, place).filter(({ waits }) => waits.for !== 'nothing');
  const recallable = places.length > 0 && places.every((each) => isRecallable(turn, each));
  const unsent = recallable ? [...milestone.values, ...milestone.rest] : milestone.rest;
  const lost = unsent.filter((value) => value > total);
  const left = unsent.filter((value) => value <= total);
  if (lost.length === 0) return [];
  // Past recall, or (`each`) still justified: the place goes on, only later thresholds are lost.
  if (!recallable || left.includes(milestone.value)) {
    milestone.rest = milestone.rest.filter((value) => value <= total);
    return lost;
  }
  const [first = place, ...others] = places;
  for (const other of others) if (turn.map.places.includes(other)) removePlace(turn, other);
  const decided = left.length > 0 ? occasionFor(set, left) : undefined;
  first.occasion = decided ? { ...occasion, milestone: decided } : occasion;
  // With nothing left the path has run out: an added place is gone, a main one stays on the map.
  goTo(turn, first, decided ? firstStep(set, decided.value) : null);
  return lost;
}

/** A mail that was sent, or whose sending has started, is past recall. */
function isRecallable({ state }: MapTurn, { occasion, waits }: Place): boolean {
  if (occasion.milestone?.sent) return false;
  return waits.for !== 'activity' || !state.jobs.some(({ job, running }) => job.id === waits.id && running);
}
