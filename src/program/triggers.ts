import { matches } from './matches.ts';
import { backfill } from './milestones.ts';
import { removePlace, startPlace } from './places.ts';
import type { Trigger } from './program.ts';
import type { Occasion, Occurrence } from './run-state.ts';
import type { Standing } from './standing.ts';
import { addUtc } from './time.ts';
import type { MapTurn } from './turn.ts';

/** Lets an occurrence knock at every door of the map, in file order. */
export function openTriggers(turn: MapTurn, occurrence: Occurrence, stood: Standing): void {
  for (const trigger of turn.program.triggers) {
    if (!inScope(trigger, stood) || isSpent(turn, trigger)) continue;
    if (!stood.onMap && !mayComeOn(turn, trigger, stood)) continue;
    // Who left by this very event is not brought back by it.
    if (stood.onMap && turn.map.places.length === 0) continue;
    if (stood.onMap && trigger.ifOnMap === 'ignore') continue;
    if (matches(turn, trigger.on, occurrence)) open(turn, trigger, occurrence, stood);
  }
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

/** Only the first door opens for who is not on the map, and none before the cooldown since they left is over. */
function mayComeOn(turn: MapTurn, { reentry }: Trigger, stood: Standing): boolean {
  if (turn.program.kind === 'notices') return true;
  if (stood.entered) return false;
  const { leftAt } = turn.map;
  if (leftAt === undefined || reentry === 'always') return true;
  return reentry !== 'never' && addUtc(leftAt, reentry.cooldown) <= turn.now;
}

function open(turn: MapTurn, trigger: Trigger, occurrence: Occurrence, stood: Standing): void {
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
  if (moves && mainPlace) removePlace(turn, mainPlace);
  if (comesOn && map.places.length > 0) backfill(turn);
}

function occasionOf(occurrence: Occurrence): Occasion {
  const { sale, commission } = occurrence.data as Pick<Occasion, 'sale' | 'commission'>;
  return { event: occurrence, ...(sale ? { sale } : {}), ...(commission ? { commission } : {}) };
}
