import { parseDuration, type Duration } from '../../program/time.ts';

/** A duration that validation has accepted. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`The duration ${text} passed validation.`);
  return duration;
}

/** The duration under a key, if there is one, under the same key. */
export function durationIn<K extends string>(
  written: { [P in K]?: string | undefined },
  key: K,
): { [P in K]?: Duration } {
  const text = written[key];
  return text === undefined ? {} : ({ [key]: durationOf(text) } as { [P in K]?: Duration });
}
