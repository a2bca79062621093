import type { Program, StepId, Trigger } from '../program/program.ts';
import { linksOf } from '../program/step-links.ts';

/** A way onto the map, and what becomes of a contact whose path runs out behind it. */
export interface Door {
  /** Id of its node. */
  id: string;
  kind: 'trigger' | 'milestone';
  name: string;
  firsts: (StepId | null)[];
  /** Id of the node at which its path ends when it runs out. */
  end: string;
}

/** Which steps lie behind which door, and where their paths go when they run out. */
export interface Walk {
  /** Steps by the door through which a reader comes to them first; each once, in reading order. */
  behindDoor: Map<string, StepId[]>;
  /** Of a step: node ids to go to where its path runs out, each with the name of the door it is for. */
  ends: Map<StepId, Map<string, string>>;
}

interface Visit {
  step: StepId;
  door: Door;
  end: string;
}

/** All doors, in file order. */
export function doorsOf(program: Program): Door[] {
  return [
    ...program.triggers.map((trigger): Door => {
      const { name, first } = trigger;
      const id = `trigger/${name}`;
      const end = parks(trigger, program) ? `stay/${name}` : doneOf(id);
      return { id, kind: 'trigger', name, firsts: [first], end };
    }),
    ...program.milestones.map(({ name, at }): Door => {
      const id = `milestone/${name}`;
      return { id, kind: 'milestone', name, firsts: at.map(({ first }) => first), end: doneOf(id) };
    }),
  ];
}

/** Whether the main place can come through this door: then it parks where the path runs out. */
function parks({ scope, ifOnMap }: Trigger, { kind }: Program): boolean {
  return kind === 'map' && (ifOnMap !== 'add-again' || scope === 'anyone');
}

const doneOf = (door: string): string => `done/${door}`;

/** Follows every path of a map. What only a jump leads to is counted to the door from which one jumps. */
export function walk(program: Program, doors: readonly Door[]): Walk {
  const result: Walk = { behindDoor: new Map(), ends: new Map() };
  const seen = new Set<string>();
  const grouped = new Set<StepId>();
  const jumps: Visit[] = [];
  const follow = (start: Visit): void => {
    const stack = [start];
    for (let visit = stack.pop(); visit; visit = stack.pop()) {
      const { step: id, door, end } = visit;
      const step = program.steps[id];
      const key = `${id} ${end}`;
      // Where a fork joins, its own walk goes on.
      if (!step || seen.has(key) || end === `step/${id}`) continue;
      seen.add(key);
      if (!grouped.has(id)) addTo(result.behindDoor, door.id, id);
      grouped.add(id);
      if (!result.ends.has(id)) result.ends.set(id, new Map());
      result.ends.get(id)?.set(end, door.name);
      const on = waysOn(program, visit);
      if (step.kind === 'goTo') jumps.push(...on);
      else stack.push(...on.toReversed());
    }
  };
  for (const door of doors)
    for (const step of door.firsts) if (step !== null) follow({ step, door, end: door.end });
  for (let jump = jumps.shift(); jump; jump = jumps.shift()) follow(jump);
  return result;
}

function waysOn(program: Program, { step: id, door, end }: Visit): Visit[] {
  const step = program.steps[id];
  if (!step) return [];
  const to = (next: StepId | null, at = end): Visit[] =>
    next === null ? [] : [{ step: next, door, end: at }];
  if (step.kind !== 'fork') return linksOf(step).flatMap((link) => to(link.to));
  if (step.join === 'none')
    return step.paths.flatMap(({ first }, index) => to(first, index === 0 ? end : doneOf(door.id)));
  const join = step.next === null ? end : `step/${step.next}`;
  return [...step.paths.flatMap(({ first }) => to(first, join)), ...to(step.next)];
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
