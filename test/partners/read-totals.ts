import { expect } from 'vitest';
import { sumLedger } from '../../src/partners/ledger-checks/sum-ledger.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { NO_TOTALS, totalsOf, type Totals } from '../../src/partners/totals.ts';

/** The totals that are kept of a member: whatever a test has done before, they are what the ledger's rows sum up to. */
export async function readTotals(db: Partners['db'], contactId: string, program: string): Promise<Totals> {
  const row = await db
    .selectFrom('enrolments')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .executeTakeFirstOrThrow();
  const kept = totalsOf(row);
  const sums = await sumLedger(db, [contactId], program);
  expect(kept).toEqual(sums.get(contactId) ?? NO_TOTALS);
  return kept;
}
