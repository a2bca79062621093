import { celValue, holds, outsideValueOf, valueOf, type CelContext } from './expressions.ts';
import { EVENT_SHAPES, type EventShape } from './event-shapes.ts';
import type { FindDateRequest, ResolveRequest } from './commands.ts';
import { isEnrolmentField } from './contact-fields.ts';
import type { FieldValue } from './events.ts';
import type { Cel, Currency, DeclaredAttribute, Program, StepId } from './program.ts';
import type { MapState, Occasion, Occurrence, RunState } from './run-state.ts';
import type { Template } from './step-types.ts';
import type { Instant } from './time.ts';

/** One decision in the making: a draft of the run's state that the rules below may change. */
export interface Turn {
  state: RunState;
  /** The state that the decision was asked on: never changed, and what is still the same object is not to be either. */
  before: RunState;
  now: Instant;
  resolves: ResolveRequest[];
  dates: FindDateRequest[];
  arrivals: Arrival[];
  ways: Way[];
  /** Places or memory changed: the run record is due. */
  touched: boolean;
  /** The round of what is told: 0 for the clock and for facts from outside; undefined: places keep theirs. */
  round: number | undefined;
  /** The state has grown to its bound: no further places start. */
  full: boolean;
}

/** A step that a place came to, if only to pass through it: what a timeline tells and coverage counts. */
export interface Arrival {
  map: string;
  step: StepId;
  entry: number;
  /** The trigger or `milestones/<name>` through which the place came. */
  door: string;
  /** It came through the door just now. */
  first: boolean;
  /** The step's `if` was false. */
  skipped: boolean;
}

/** A way that a place took from one step to the next: what coverage counts. */
export interface Way {
  map: string;
  from: StepId;
  /** Null: the path ran out. */
  to: StepId | null;
}

/** A turn as one map sees it. */
export interface MapTurn extends Turn {
  program: Program;
  /** Hash of `program`: what new places obey. */
  release: string;
  map: MapState;
}

/** The value of a contact field as this map sees it: enrolment fields are those of the map's own program. */
export function fieldOf(turn: MapTurn, field: string): FieldValue {
  const { state, program } = turn;
  if (!isEnrolmentField(field)) return state.contact[field] ?? null;
  return (program.program && state.enrolments[program.program]?.[field]) ?? null;
}

/** Whether a condition holds for the contact now, given what brought the place about. */
export function conditionHolds(turn: MapTurn, condition: Cel, occasion: Occasion): boolean {
  return holds(condition, contextOf(turn, occasion));
}

/** The value of an expression for the contact now; undefined when a value that it needs is missing. */
export function expressionValue(turn: MapTurn, cel: Cel, occasion: Occasion) {
  return valueOf(cel, contextOf(turn, occasion));
}

/** The value of an expression for the contact now, as an activity of one's own is given it: see `outsideValueOf`. */
export function outsideValue(turn: MapTurn, cel: Cel, occasion: Occasion): Template {
  return outsideValueOf(cel, contextOf(turn, occasion));
}

function contextOf(turn: MapTurn, occasion: Occasion): CelContext {
  const { program } = turn;
  const contact = Object.fromEntries(
    Object.entries(program.fields).map(([name, type]) => [
      name,
      celValue(fieldOf(turn, name), type, currencyOf(program, name)),
    ]),
  );
  return {
    contact,
    event: celEvent(turn, occasion),
    calls: celCalls(turn, occasion),
    now: new Date(turn.now),
  };
}

/** The currency of an amount: the field's own, or that of the partner program. */
export function currencyOf({ currencies, currency }: Program, field: string): Currency | undefined {
  return currencies?.[field] ?? currency;
}

function celEvent(turn: MapTurn, occasion: Occasion): unknown {
  const { event } = occasion;
  if (!event) return {};
  if (event.type === 'custom') return customEvent(turn, event);
  return celObject(turn, event.data, event.type === 'task-done' ? {} : EVENT_SHAPES[event.type]);
}

function customEvent({ program }: MapTurn, { name = '', data }: Occurrence): Record<string, unknown> {
  return celDeclared(program.events?.[name], data);
}

function celCalls({ program }: MapTurn, { calls = {} }: Occasion): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, { activity, output }]) => [
      name,
      celDeclared(program.activities?.[activity], output),
    ]),
  );
}

/** What was declared of it is there, if only as empty. */
function celDeclared(
  declared: Readonly<Record<string, DeclaredAttribute>> = {},
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, { type, currency }]) => [key, celValue(data[key], type, currency)]),
  );
}

function celObject(turn: MapTurn, data: Record<string, unknown>, shape: EventShape): Record<string, unknown> {
  // Attributes that this event lacks (a sale without a product) are empty, not unknown.
  const absent = Object.keys(shape).filter((name) => !(name in data) && typeof shape[name] === 'string');
  return Object.fromEntries(
    [...Object.entries(data), ...absent.map((name) => [name, undefined] as const)].map(([name, value]) => {
      const field = fieldBehind(data, name);
      const type = shape[name] ?? turn.program.fields[field];
      if (typeof type === 'string') return [name, celValue(value, type, currencyOf(turn.program, field))];
      return [name, type ? celObject(turn, (value ?? {}) as Record<string, unknown>, type) : value];
    }),
  );
}

/** `before` and `after` are values of the field that was updated, form values those of the contact's field. */
function fieldBehind(data: Record<string, unknown>, name: string): string {
  return name === 'before' || name === 'after' ? String(data['field']) : name;
}
