import { isCalendarDate, type Instant } from './time.ts';
import { fieldOf, type MapTurn } from './turn.ts';

/** A fixed date, or what a field holds now: an instant, or a calendar date (ISO 8601); undefined where it holds none. */
export function dateField(
  turn: MapTurn,
  on: { field: string } | { date: string },
): Instant | string | undefined {
  if ('date' in on) return on.date;
  const value = fieldOf(turn, on.field);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && isCalendarDate(value) ? value : undefined;
}
