import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** A correction of a partner's total: the difference, in minor units; no sale stands behind it. */
export interface Correction {
  amount: number;
  commission: number;
  at: Instant;
}

const MOST = 100;

/** A partner's corrections in one program, the latest first, at most 100. */
export async function correctionsOf(p: Partners, contactId: string, program: string): Promise<Correction[]> {
  const rows = await p.db
    .selectFrom('ledger')
    .select(['amount', 'commission', 'occurred_at'])
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .where('entry_type', '=', 'correction')
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ amount, commission, occurred_at: at }) => ({ amount, commission, at }));
}
