import { collect } from './collecting.ts';
import { matches } from './matches.ts';
import { backfill } from './milestones.ts';
import { occasionOf } from './occasions.ts';
import { removePlace, startPlace } from './places.ts';
import type { Trigger } from './program.ts';
import type { Occurrence } from './run-state.ts';
import type { Standing } from './standing.ts';
import { addUtc } from './time.ts';
import { expressionValue, type MapTurn } from './turn.ts';

/** Lets an occurrence knock at every door of the map, in file order. */
export function openTriggers(turn: MapTurn, occurrence: Occurrence, stood: Standing): void {
  for (const trigger of turn.program.triggers) {
    if (trigger.on.type !== occurrence.type) continue;
    if (mayOpen(turn, trigger, stood) && matches(turn, trigger.on, occurrence))
      openOnce(turn, trigger, occurrence, stood);
  }
}

/** An occurrence that a door was found to listen to knocks there: the door opens if it still may. */
export function knock(turn: MapTurn, trigger: Trigger, occurrence: Occurrence, stood: Standing): void {
  if (mayOpen(turn, trigger, stood)) openOnce(turn, trigger, occurrence, stood);
}

function mayOpen(turn: MapTurn, trigger: Trigger, stood: Standing): boolean {
  if (!inScope(trigger, stood) || isSpent(turn, trigger)) return false;
  if (!stood.onMap) return mayComeOn(turn, trigger, stood);
  // Who left by this very event is not brought back by it.
  return turn.map.places.length > 0 && trigger.ifOnMap !== 'ignore';
}

function openOnce(turn: MapTurn, trigger: Trigger, occurrence: Occurrence, stood: Standing): void {
  const key = keyOf(turn, trigger, occurrence);
  if (key !== undefined && isSpentFor(turn, trigger, key)) return;
  if (!collect(turn, trigger, occurrence)) open(turn, trigger, occurrence, stood, key);
}

function inScope({ scope }: Trigger, stood: Standing): boolean {
  if (scope === 'anyone') return true;
  if (scope === 'on-map') return stood.onMap;
  if (scope === 'parked') return stood.parkedAt.length > 0;
  return scope.parkedAt.some((step) => stood.parkedAt.includes(step));
}

function isSpent(turn: MapTurn, trigger: Trigger): boolean {
  return trigger.once && turn.map.once.includes(trigger.name);
}

/** The value that `oncePer` remembers, as text; a value that is missing is a key like any other. */
function keyOf(turn: MapTurn, { oncePer }: Trigger, occurrence: Occurrence): string | undefined {
  if (oncePer === undefined) return undefined;
  return String(expressionValue(turn, oncePer, { event: occurrence }) ?? '');
}

function isSpentFor({ map }: MapTurn, { name }: Trigger, key: string): boolean {
  return map.oncePer?.[name]?.includes(key) ?? false;
}

/** A run's state is bounded: of each trigger's keys the newest are remembered. */
const MOST_KEYS = 1_000;

function spendFor(map: MapTurn['map'], trigger: string, key: string): void {
  const keys = [...(map.oncePer?.[trigger] ?? []), key].slice(-MOST_KEYS);
  map.oncePer = { ...map.oncePer, [trigger]: keys };
}

/** Only the first door opens for who is not on the map, and none before the cooldown since they left is over. */
function mayComeOn(turn: MapTurn, { reentry }: Trigger, stood: Standing): boolean {
  if (turn.program.kind === 'notices') return true;
  if (stood.entered) return false;
  const { leftAt } = turn.map;
  if (leftAt === undefined || reentry === 'always') return true;
  return reentry !== 'never' && addUtc(leftAt, reentry.cooldown) <= turn.now;
}

function open(
  turn: MapTurn,
  trigger: Trigger,
  occurrence: Occurrence,
  stood: Standing,
  key: string | undefined,
): void {
  const { map, program } = turn;
  const mainPlace = map.places.find(({ main }) => main);
  const moves = stood.onMap && trigger.ifOnMap === 'move';
  const main = program.kind === 'map' && (!stood.onMap || moves);
  const comesOn = main && !stood.onMap;
  const started = startPlace(turn, {
    door: trigger.name,
    main,
    occasion: occasionOf(occurrence),
    first: trigger.first,
  });
  if (!started) return;
  turn.touched = true;
  stood.entered = true;
  if (trigger.once) map.once.push(trigger.name);
  if (key !== undefined) spendFor(map, trigger.name, key);
  if (moves && mainPlace) removePlace(turn, mainPlace);
  if (comesOn && map.places.length > 0) backfill(turn);
}
