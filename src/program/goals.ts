import { goalsOf } from './listeners.ts';
import { matches } from './matches.ts';
import { backfill } from './milestones.ts';
import { occasionOf } from './occasions.ts';
import { follow, startPlace } from './places.ts';
import type { Program, StepId } from './program.ts';
import type { Occurrence, Place } from './run-state.ts';
import type { Standing } from './standing.ts';
import { linksOf } from './step-links.ts';
import type { GoalStep } from './step-types.ts';
import { conditionHolds, type MapTurn } from './turn.ts';

/** Sends the main place of a contact who achieves a goal there, once per stay; an open goal is also a door. */
export function achieveGoals(turn: MapTurn, occurrence: Occurrence, stood: Standing): void {
  for (const step of goalsOf(turn.program)) {
    if (matches(turn, step.on, occurrence)) achieveGoal(turn, step, occurrence, stood);
  }
}

/** An occurrence that a goal was found to listen to achieves it, if it still may. */
export function achieveGoal(turn: MapTurn, step: GoalStep, occurrence: Occurrence, stood: Standing): void {
  if (turn.map.goals?.includes(step.id)) return;
  if (!stood.onMap) comeOn(turn, step, occurrence, stood);
  else achieve(turn, step, occurrence);
}

function achieve(turn: MapTurn, step: GoalStep, occurrence: Occurrence): void {
  const main = turn.map.places.find((place) => place.main);
  if (!main || !isInScope(turn, main, step)) return;
  // A goal that its `if` takes away is nowhere to move to.
  if (step.if !== undefined && !conditionHolds(turn, step.if, main.occasion)) return;
  (turn.map.goals ??= []).push(step.id);
  // The main place walks the paths of its fork already: the one that waits at the goal goes on by itself.
  if (turn.map.places.some((place) => place.step === step.id && isOnPathOf(turn, place, main))) return;
  main.occasion = { ...main.occasion, ...occasionOf(occurrence) };
  follow(turn, main, { move: 'go', to: step.id });
}

function isInScope({ program }: MapTurn, main: Place, { id, scope }: GoalStep): boolean {
  return scope !== 'above' || main.step === id || leadsTo(program, main.step, id);
}

function isOnPathOf(turn: MapTurn, { branch }: Place, fork: Place): boolean {
  const parent = branch && turn.map.places.find(({ entry }) => entry === branch.fork);
  return parent !== undefined && (parent === fork || isOnPathOf(turn, parent, fork));
}

function comeOn(
  turn: MapTurn,
  { id, scope, if: condition }: GoalStep,
  occurrence: Occurrence,
  stood: Standing,
): void {
  if (scope !== 'anyone' || stood.entered) return;
  const occasion = occasionOf(occurrence);
  if (condition !== undefined && !conditionHolds(turn, condition, occasion)) return;
  turn.map.goals = [id];
  const start = { door: `goals/${id}`, main: true, occasion, first: id };
  if (!startPlace(turn, start)) return;
  stood.entered = true;
  if (turn.map.places.length > 0) backfill(turn);
}

const known = new WeakMap<Program, Map<StepId, ReadonlySet<StepId>>>();

/** Whether a place can come from a step to another one; what was found once is kept, for programs are frozen. */
export function leadsTo(program: Program, from: StepId, to: StepId): boolean {
  const found = known.get(program) ?? new Map<StepId, ReadonlySet<StepId>>();
  known.set(program, found);
  const steps = found.get(from) ?? reachableFrom(program, from);
  found.set(from, steps);
  return steps.has(to);
}

function reachableFrom({ steps }: Program, from: StepId): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = steps[id];
    for (const { to } of step ? linksOf(step) : []) {
      if (to === null || reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}
