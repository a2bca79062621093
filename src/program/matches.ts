import type { EventMatch } from './program.ts';
import type { Occasion, Occurrence } from './run-state.ts';
import { conditionHolds, fieldOf, type MapTurn } from './turn.ts';

/** Whether an occurrence is one that a door or a wait listens to. */
export function matches(turn: MapTurn, match: EventMatch, occurrence: Occurrence): boolean {
  const { type, data } = occurrence;
  if (match.type !== type || match.name !== occurrence.name) return false;
  if (type === 'added' && data['map'] !== turn.program.map) return false;
  if (type === 'date-reached' && (data['map'] !== turn.program.map || data['door'] !== match.date?.door))
    return false;
  if (match.form !== undefined && match.form !== data['form']) return false;
  if (match.outcome !== undefined && match.outcome !== data['outcome']) return false;
  if (match.field !== undefined && match.field !== data['field']) return false;
  if (match.email !== undefined && match.email !== data['email']) return false;
  if (match.topic !== undefined && match.topic !== data['topic']) return false;
  if (match.tag !== undefined && match.tag !== data['tag']) return false;
  const sale = data['sale'] as { product?: string; kind: string } | undefined;
  if (match.product !== undefined && match.product !== sale?.product) return false;
  if (match.kind !== undefined && match.kind !== sale?.kind) return false;
  if (match.full && !(data['refund'] as { full: boolean }).full) return false;
  if (match.test && !TESTS[match.test.op](match.test.value, data['before'], data['after'])) return false;
  return match.where === undefined || conditionHolds(turn, match.where, { event: occurrence });
}

/**
 * Whether a test of a field holds already, without any change: what `waitFor` asks on arrival. Crossing a value
 * upwards means to be there or above, crossing it downwards to be below.
 */
export function isLevel(
  turn: MapTurn,
  { type, field, test, where }: EventMatch,
  occasion: Occasion,
): boolean {
  if (type !== 'field-updated' || field === undefined || !test) return false;
  const value = fieldOf(turn, field);
  if (value === null || !LEVELS[test.op](test.value, value)) return false;
  return where === undefined || conditionHolds(turn, where, occasion);
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

const LEVELS = {
  equals: (value: Value, now: unknown) => now === value,
  above: (value: Value, now: unknown) => number(now) > number(value),
  below: (value: Value, now: unknown) => number(now) < number(value),
  crosses: (value: Value, now: unknown) => number(now) >= number(value),
  crossesDown: (value: Value, now: unknown) => number(now) < number(value),
} as const;

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
}
