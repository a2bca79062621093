import { leadsTo } from './goals.ts';
import { backfill } from './milestones.ts';
import { refuse, startPlace } from './places.ts';
import type { StepId } from './program.ts';
import type { MapTurn } from './turn.ts';

/**
 * Puts the contact at a step by hand: the steps before it count as done, and thresholds follow `backfill`. Who stands on
 * the map already stays where they are.
 */
export function enrolAt(turn: MapTurn, at: StepId): void {
  const { map, program } = turn;
  const what = `added at ${at}`;
  if (map.places.length > 0) return refuse(turn, what, `the contact stands on ${program.map} already`);
  const door = program.triggers.find(({ name, first }) => {
    if (`${name}.end` === at || first === at) return true;
    return first !== null && leadsTo(program, first, at);
  });
  const isEnd = door !== undefined && at === `${door.name}.end`;
  if (!isEnd && !program.steps[at]) return refuse(turn, what, `${program.map} has no such step`);
  const start = { door: door?.name ?? 'added', main: true, occasion: {}, first: isEnd ? null : at };
  if (startPlace(turn, start) && map.places.length > 0) backfill(turn);
}
