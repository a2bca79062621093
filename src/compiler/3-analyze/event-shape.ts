import { EVENT_SHAPES, type EventShape } from '../../program/event-shapes.ts';
import type { EventType, FieldType } from '../../program/program.ts';
import { isRunningTotal } from './fields.ts';
import type { MapContext } from './map-context.ts';
import type { MergeSource } from './merge-fields.ts';

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

/** What `event` offers when such an event has come. */
export function eventShapeOf(match: WrittenMatch, context: MapContext): EventShape {
  const type = eventTypeOf(match);
  const shape = EVENT_SHAPES[type];
  if (type === 'field-updated') return fieldUpdated(context, String(match.field));
  if (type === 'form-submitted') return { ...shape, fields: formShape(context, match.form) };
  return type === 'custom' ? (context.customEvents.get(match.on) ?? {}) : shape;
}

/** Where merge fields can come from when such an event has come; without one when a milestone is reached. */
export function mergesOf(match: WrittenMatch | undefined, { doc }: MapContext): Set<MergeSource> {
  const merges = new Set<MergeSource>(['always']);
  if (doc.value.program !== undefined) merges.add('program');
  if (!match) return merges.add('milestone');
  for (const source of MERGES[eventTypeOf(match)] ?? []) merges.add(source);
  return merges;
}

const MERGES: Readonly<Partial<Record<EventType, readonly MergeSource[]>>> = {
  'sale-recorded': ['sale', 'commission'],
  'commission-earned': ['sale', 'commission'],
  'commission-payable': ['sale', 'commission'],
  'sale-refunded': ['sale'],
};

function fieldUpdated({ fields }: MapContext, field: string): EventShape {
  const type = fields.get(field)?.type ?? 'string';
  const { sale, ...shape } = EVENT_SHAPES['field-updated'];
  return { ...shape, ...(sale && isRunningTotal(field) ? { sale } : {}), before: type, after: type };
}

/** The fields that the form asks for; those of all forms when the trigger names none. */
function formShape({ sources, fields }: MapContext, form: unknown): EventShape {
  const shape: Record<string, FieldType> = {};
  for (const { value } of sources.programs.values()) {
    if (!value.signUpForm || (form !== undefined && value.signUpForm.id !== form)) continue;
    for (const one of value.signUpForm.fields) {
      const name = typeof one === 'string' ? one : one.field;
      shape[name] = fields.get(name)?.type ?? 'string';
    }
  }
  return shape;
}
