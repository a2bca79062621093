import { EVENT_SHAPES } from '../../program/event-shapes.ts';
import type { EventType } from '../../program/program.ts';
import { isRunningTotal } from './fields.ts';
import type { MapContext } from './map-context.ts';
import { MERGE_SOURCES, type MergeSource } from './merge-fields.ts';
import { NOTHING, shapeOfEvent, type Composite, type Shape } from './shape.ts';
import { mayBeMissing } from './sources.ts';

/** What a trigger, a `waitFor` and a `goal` say of the event that they listen to. */
export interface WrittenMatch {
  on: string;
  /** Texts where the event is a built-in one that has them; a custom event's are judged by the analysis. */
  form?: unknown;
  field?: unknown;
  where?: string;
}

const BUILT_IN: ReadonlySet<string> = new Set(Object.keys(EVENT_SHAPES).filter((type) => type !== 'custom'));

/** The event's type as the kernel knows it: every name that is not built in is a custom event's. */
export function eventTypeOf({ on }: Pick<WrittenMatch, 'on'>): EventType {
  return BUILT_IN.has(on) ? (on as EventType) : 'custom';
}

/** Names of the built-in events. */
export function builtInEvents(): string[] {
  return [...BUILT_IN];
}

/** Texts of built-in events that are one of a few. */
const VALUES = {
  outcome: ['approved', 'rejected'],
  kind: ['first', 'recurring', 'instalment'],
};

const SHAPES: Readonly<Record<string, Composite>> = Object.fromEntries(
  Object.entries(EVENT_SHAPES).map(([type, shape]) => [type, shapeOfEvent(shape, VALUES)]),
);

/** What `event` offers when such an event has come; `any` when another mistake hides which event that is. */
export function eventShapeOf(match: WrittenMatch, context: MapContext): Shape {
  const type = eventTypeOf(match);
  const shape = SHAPES[type] ?? NOTHING;
  if (type === 'field-updated') return fieldUpdated(shape, context, textOf(match.field));
  if (type === 'form-submitted')
    return { attributes: { ...shape.attributes, fields: formShape(context, textOf(match.form)) } };
  return type === 'custom' ? (context.customEvents.get(match.on) ?? 'any') : shape;
}

/** What the steps of milestones know of the change that reached one. */
export function milestoneShapeOf(field: string, context: MapContext): Shape {
  return fieldUpdated(SHAPES['field-updated'] ?? NOTHING, context, field);
}

/** What tells apart the events that one match picks, by what they bring along. */
export function eventKeyOf({ on, field, form }: WrittenMatch): string {
  return [on, textOf(field), textOf(form)].join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Where merge fields can come from when such an event has come (from everywhere if it is unknown); without one when a milestone is reached. */
export function mergesOf(
  match: WrittenMatch | undefined,
  { doc, customEvents }: MapContext,
): Set<MergeSource> {
  const merges = new Set<MergeSource>(['always']);
  if (doc.value.program !== undefined) merges.add('program');
  if (!match) return merges.add('milestone');
  if (eventTypeOf(match) === 'custom' && !customEvents.has(match.on)) return new Set(MERGE_SOURCES);
  for (const source of MERGES[eventTypeOf(match)] ?? []) merges.add(source);
  return merges;
}

const MERGES: Readonly<Partial<Record<EventType, readonly MergeSource[]>>> = {
  'sale-recorded': ['sale', 'commission', 'sales'],
  'commission-earned': ['sale', 'commission', 'sales'],
  'commission-payable': ['sale', 'commission', 'sales'],
  'commission-paid': ['payout'],
  'sale-refunded': ['sale'],
};

function fieldUpdated({ attributes }: Composite, { fields }: MapContext, field: string): Shape {
  const { sale, ...rest } = attributes;
  const value = fields.get(field) ?? 'any';
  const known = sale && (isRunningTotal(field) || value === 'any') ? { ...rest, sale } : rest;
  return { attributes: { ...known, before: value, after: value } };
}

/** The fields that the form asks for; those of all forms when the trigger names none. */
function formShape({ sources, fields }: MapContext, form: string): Shape {
  const attributes: Record<string, Shape> = {};
  let isThere = form === '';
  for (const { value } of sources.programs.values()) {
    if (!value.signUpForm || (form !== '' && value.signUpForm.id !== form)) continue;
    isThere = true;
    for (const one of value.signUpForm.fields) {
      const name = typeof one === 'string' ? one : one.field;
      attributes[name] = fields.get(name) ?? 'any';
    }
  }
  // A field that is not known may be one of these, misspelt.
  const isWhole = isThere && !mayBeMissing(sources, 'program') && !Object.values(attributes).includes('any');
  return isWhole ? { attributes } : 'any';
}
