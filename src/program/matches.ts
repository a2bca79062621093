import type { EventMatch } from './program.ts';
import type { Occurrence } from './run-state.ts';
import { conditionHolds, type MapTurn } from './turn.ts';

/** Whether an occurrence is one that a door or a wait listens to. */
export function matches(turn: MapTurn, match: EventMatch, occurrence: Occurrence): boolean {
  const { type, data } = occurrence;
  if (match.type !== type) return false;
  if (type === 'added' && data['map'] !== turn.program.map) return false;
  if (match.form !== undefined && match.form !== data['form']) return false;
  if (match.outcome !== undefined && match.outcome !== data['outcome']) return false;
  if (match.field !== undefined && match.field !== data['field']) return false;
  const sale = data['sale'] as { product?: string; kind: string } | undefined;
  if (match.product !== undefined && match.product !== sale?.product) return false;
  if (match.kind !== undefined && match.kind !== sale?.kind) return false;
  if (match.full && !(data['refund'] as { full: boolean }).full) return false;
  if (match.test && !TESTS[match.test.op](match.test.value, data['before'], data['after'])) return false;
  return match.where === undefined || conditionHolds(turn, match.where, { event: occurrence });
}

type Value = number | string | boolean;

/** How `field-updated` tests a change; an unset value counts as lower than any number. */
const TESTS = {
  equals: (value: Value, _before: unknown, after: unknown) => after === value,
  above: (value: Value, _before: unknown, after: unknown) => number(after) > number(value),
  below: (value: Value, _before: unknown, after: unknown) => number(after) < number(value),
  crosses: (value: Value, before: unknown, after: unknown) =>
    number(before) < number(value) && number(value) <= number(after),
  crossesDown: (value: Value, before: unknown, after: unknown) =>
    number(after) < number(value) && number(value) <= number(before),
} as const;

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
}
