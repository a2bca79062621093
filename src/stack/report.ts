import { holdPort, type HeldPort, type PortOptions } from '../configuration/hold-port.ts';

/** What the starter tells while it works: one line each, for people. */
export type Report = (line: string) => void;

/** Holds a preferred port, or another one with a word about it. */
export async function choosePort(preferred: number, options: PortOptions, report: Report): Promise<HeldPort> {
  const held = await holdPort(preferred, options);
  if (held.notice) report(held.notice);
  return held;
}
