import { parseDuration, type Duration } from '../../program/time.ts';

/** A duration that validation has accepted. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`The duration ${text} passed validation.`);
  return duration;
}
