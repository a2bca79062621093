import type { FieldChange, FieldValue } from '../program/events.ts';

/** The fields that differ, in the order of `after`: what an event carries for `field-updated`. */
export function fieldChanges(
  before: Record<string, FieldValue>,
  after: Record<string, FieldValue>,
): FieldChange[] {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after);
}
