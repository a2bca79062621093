import type { EventMatch, Program } from './program.ts';
import type { Occurrence } from './run-state.ts';
import type { GoalStep } from './step-types.ts';

/** What of a program listens to what happens, whoever stands on it. */
interface Listeners {
  /** In file order. */
  goals: GoalStep[];
  types: ReadonlySet<string>;
  /** Fields whose changes matter to a trigger, a milestone or a goal. */
  fields: ReadonlySet<string>;
}

const known = new WeakMap<Program, Listeners>();

/** A program's listeners, found once: programs are frozen. */
function listenersOf(program: Program): Listeners {
  const found = known.get(program) ?? findListeners(program);
  known.set(program, found);
  return found;
}

function findListeners({ triggers, milestones, steps }: Program): Listeners {
  const goals = Object.values(steps).filter((step) => step.kind === 'goal');
  const matches: EventMatch[] = [...triggers, ...goals].map(({ on }) => on);
  const ofField = matches.flatMap(({ type, field }) => (type === 'field-updated' && field ? [field] : []));
  return {
    goals,
    types: new Set(
      matches.filter(({ type, field }) => type !== 'field-updated' || !field).map(({ type }) => type),
    ),
    fields: new Set([...ofField, ...milestones.map(({ field }) => field)]),
  };
}

/** The goals of a program, in file order. */
export function goalsOf(program: Program): readonly GoalStep[] {
  return listenersOf(program).goals;
}

/** Whether a trigger, a milestone or a goal of the program listens to an occurrence of this kind. */
export function listensTo(program: Program, { type, data }: Occurrence): boolean {
  const { types, fields } = listenersOf(program);
  return types.has(type) || (type === 'field-updated' && fields.has(data['field'] as string));
}
