import type { Instant } from '../program/time.ts';
import { refused, type Refused } from './refusal.ts';

/** How far the clock of another system may run ahead, in milliseconds: a day. */
const MOST_AHEAD_MS = 86_400_000;

/** Whether a time is further ahead than a clock may run. */
export function isOfFuture(at: Instant, now: Instant): boolean {
  return at > now + MOST_AHEAD_MS;
}

/** Refuses what is said to happen later: a commission would be on hold until then, and milestones are for what was sold. */
export function refuseFuture(at: Instant, now: Instant): Refused | undefined {
  if (!isOfFuture(at, now)) return undefined;
  const message = `at: ${new Date(at).toISOString()} is in the future, and only what has happened is recorded. Check the clock of the sender, and the unit of its times, or leave “at” out: then it is now.`;
  return refused('in-future', message);
}
