import type { Duration, SignedDuration } from '../program/time.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A duration as an author would write it: "3 days", "90 minutes", "1 year". */
export function durationWords({ months = 0, days = 0, ms = 0 }: Duration): string {
  const parts: string[] = [];
  if (months) parts.push(months % 12 === 0 ? counted(months / 12, 'year') : counted(months, 'month'));
  if (days) parts.push(counted(days, 'day'));
  if (ms) parts.push(exactWords(ms));
  return parts.length > 0 ? parts.join(' ') : 'no time';
}

/** "every day", "every 2 days". */
export function everyWords(duration: Duration): string {
  return `every ${durationWords(duration).replace(/^1 /, '')}`;
}

/** "3 days before contractEnds", "2 hours after contractEnds", or just what it is about. */
export function offsetWords(offset: SignedDuration | undefined, from: string): string {
  if (!offset) return from;
  return `${durationWords(offset)} ${offset.sign < 0 ? 'before' : 'after'} ${from}`;
}

function exactWords(ms: number): string {
  if (ms % HOUR === 0) return counted(ms / HOUR, 'hour');
  if (ms % MINUTE === 0) return counted(ms / MINUTE, 'minute');
  return counted(ms / 1000, 'second');
}

/** "1 day", "2 days". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
