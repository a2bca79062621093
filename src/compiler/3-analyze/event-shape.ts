import type { EventShape } from '../../program/event-shapes.ts';
import { EVENT_SHAPES } from '../../program/event-shapes.ts';
import type { EventType, FieldType } from '../../program/program.ts';
import type { MapContext } from './map-context.ts';
import type { Door } from './step-tree.ts';

/** What `event` offers behind a door: the attributes of the event that opens it. */
export function eventShapeOf({ trigger, milestone }: Door, context: MapContext): EventShape {
  if (!trigger) return fieldUpdated(context, milestone?.field);
  if (trigger.on === 'field-updated') return fieldUpdated(context, trigger.field);
  if (trigger.on !== 'form-submitted') return EVENT_SHAPES[trigger.on as EventType] ?? {};
  return { ...EVENT_SHAPES[trigger.on], fields: formShape(context, trigger.form) };
}

function fieldUpdated({ fields }: MapContext, field = ''): EventShape {
  const type = fields.get(field)?.type ?? 'string';
  return { ...EVENT_SHAPES['field-updated'], before: type, after: type };
}

/** The fields that the form asks for; those of all forms when the trigger names none. */
function formShape({ sources, fields }: MapContext, form: string | undefined): EventShape {
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
