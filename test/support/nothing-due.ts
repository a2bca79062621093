import type { FallingDue } from '../../src/program/due.ts';

/** For a release in which nobody listens to facts that fall due. */
export function nothingDue(): Promise<FallingDue> {
  return Promise.resolve({ doors: [], programs: [] });
}
