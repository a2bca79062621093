import type { Trigger } from '../../language/map.generated.ts';
import { scopeOf } from './trigger-defaults.ts';

/** Keys of which an event has one value: two doors that ask for different ones never open together. */
const DISCRIMINATING = [
  'form',
  'outcome',
  'product',
  'kind',
  'tag',
  'email',
  'topic',
  'field',
  'date',
  'equals',
];

/** Whether one event can open both doors. What `where` says cannot be compared, so a door with one counts as apart. */
export function mayMeet(a: Trigger | undefined, b: Trigger | undefined): boolean {
  if (!a || !b || a.on !== b.on || a.where !== b.where) return false;
  const [first, second] = [a, b] as unknown as Record<string, unknown>[];
  const apart = DISCRIMINATING.some((key) => {
    const [one, other] = [first?.[key], second?.[key]];
    return one !== undefined && other !== undefined && one !== other;
  });
  return !apart && scopesMeet(a, b);
}

function scopesMeet(a: Trigger, b: Trigger): boolean {
  const [one, other] = [scopeOf(a), scopeOf(b)];
  if (typeof one !== 'object' || typeof other !== 'object') return true;
  return one.parkedAt.some((step) => other.parkedAt.includes(step));
}
