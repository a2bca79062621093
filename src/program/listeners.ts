import type { DateMatch, EventMatch, Program } from './program.ts';
import type { Occurrence } from './run-state.ts';
import type { GoalStep } from './step-types.ts';

/** What of a program listens to what happens, whoever stands on it. */
interface Listeners {
  /** In file order. */
  goals: GoalStep[];
  types: ReadonlySet<string>;
  /** Dates that are watched for those who stand on the map; doors for anyone hear of theirs as facts. */
  dates: DateMatch[];
  /** Fields whose changes matter to a trigger, a milestone, a goal or a date. */
  fields: ReadonlySet<string>;
}

const known = new WeakMap<Program, Listeners>();

/** A program's listeners, found once: programs are frozen. */
function listenersOf(program: Program): Listeners {
  const found = known.get(program);
  if (found) return found;
  const listeners = findListeners(program);
  known.set(program, listeners);
  return listeners;
}

function findListeners({ triggers, milestones, steps }: Program): Listeners {
  const goals = Object.values(steps).filter((step) => step.kind === 'goal');
  const matches: EventMatch[] = [...triggers, ...goals].map(({ on }) => on);
  const ofField = matches.flatMap(({ type, field }) => (type === 'field-updated' && field ? [field] : []));
  const waiting = Object.values(steps).filter((step) => step.kind === 'waitFor');
  const inside = [...triggers, ...goals].filter(({ scope }) => scope !== 'anyone');
  const dates = [...inside, ...waiting].flatMap(({ on }) => on.date ?? []);
  return {
    goals,
    dates,
    types: new Set(
      matches.filter(({ type, field }) => type !== 'field-updated' || !field).map(({ type }) => type),
    ),
    fields: new Set([...ofField, ...milestones.map(({ field }) => field), ...dates.flatMap(fieldOfDate)]),
  };
}

function fieldOfDate({ on }: DateMatch): string[] {
  return 'field' in on ? [on.field] : [];
}

/** The dates that a program watches for those who stand on it, in file order. */
export function datesOf(program: Program): readonly DateMatch[] {
  return listenersOf(program).dates;
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
