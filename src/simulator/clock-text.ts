import type { Instant } from '../program/time.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How long after `start` something happened, as an author would write it: "26 hours", "1561 minutes". */
export function offsetOf(at: string, start: Instant): string {
  const ms = Date.parse(at) - start;
  if (ms === 0) return '0 minutes';
  const [unit, length] = UNITS.find(([, size]) => ms % size === 0) ?? ['second', 1_000];
  const count = ms / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
