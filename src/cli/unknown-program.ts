import type { Partners } from '../partners/partners.ts';
import { refused, type Refused } from '../partners/refusal.ts';

/** What is said of a partner program that the current release does not have; undefined where it has it, or none is named. */
export function unknownProgram(partners: Partners, program: string | undefined): Refused | undefined {
  const { programs } = partners.settings();
  if (program === undefined || Object.hasOwn(programs, program)) return undefined;
  const known = Object.keys(programs).sort().join(', ');
  return refused(
    'unknown-program',
    `program: there is no partner program “${program}”. Use one of: ${known}.`,
  );
}
