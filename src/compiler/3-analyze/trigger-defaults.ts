import type { Trigger } from '../../language/map.generated.ts';
import type { EventType, Trigger as Door } from '../../program/program.ts';
import { eventTypeOf } from './event-shape.ts';

/** Who can activate a trigger: what is written, or what its event implies. */
export function scopeOf(trigger: Trigger): Door['scope'] {
  if (trigger.scope !== undefined) return trigger.scope;
  return OPEN_TO_ANYONE.has(eventTypeOf(trigger)) ? 'anyone' : 'on-map';
}

const OPEN_TO_ANYONE: ReadonlySet<EventType> = new Set([
  'form-submitted',
  'added',
  'approval-decided',
  'custom',
]);

/** What happens to a contact who is on the map already: what is written, or what the scope implies. */
export function ifOnMapOf(trigger: Trigger): Door['ifOnMap'] {
  if (trigger.ifOnMap !== undefined) return trigger.ifOnMap;
  const scope = scopeOf(trigger);
  if (scope === 'anyone') return 'ignore';
  return scope === 'on-map' ? 'add-again' : 'move';
}

/** The tests of `field-updated`, by their keys. */
export const FIELD_TESTS = ['equals', 'crosses', 'crossesDown', 'above', 'below'] as const;
