import type { RunState } from './run-state.ts';

/** The state is at most 512 KiB: new places come into less than this, as JSON text, and the rest is theirs. */
const MOST_STATE = 480 * 1024;

/** Whether a run knows so much that no further places may start. */
export function isFull(state: RunState): boolean {
  // Writing the text takes longer than a whole decision, and only a state near the bound needs it.
  return hasCompany(state) && mostLengthOf(state) > MOST_STATE && JSON.stringify(state).length > MOST_STATE;
}

/** Whether there is more than one place or activity: one holds a single event (256 KiB at most), and most people have one. */
function hasCompany({ jobs, maps }: RunState): boolean {
  let count = jobs.length;
  for (const name in maps) count += maps[name]?.places.length ?? 0;
  return count > 1;
}

/** Longest form of one UTF-16 unit in JSON text: `\u0000`. */
const LONGEST_UNIT = 6;
/** Longest form of a number: `-1.2345678901234567e-300`; `false` and `null` are shorter. */
const LONGEST_SCALAR = 25;

/** At least the length of a value's JSON text, found without writing it. */
function mostLengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length * LONGEST_UNIT + 2;
  if (typeof value !== 'object' || value === null) return LONGEST_SCALAR;
  let length = 2;
  if (Array.isArray(value)) {
    for (const item of value) length += mostLengthOf(item) + 1;
    return length;
  }
  for (const key in value) {
    length += key.length * LONGEST_UNIT + 4 + mostLengthOf((value as Record<string, unknown>)[key]);
  }
  return length;
}
