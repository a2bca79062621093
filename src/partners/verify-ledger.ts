import type { Settings } from '../program/settings.ts';
import { readAtOneMoment } from '../storage/read-at-one-moment.ts';
import { checkConversions } from './ledger-checks/conversions.ts';
import { checkCurrencies } from './ledger-checks/currencies.ts';
import { checkEvents } from './ledger-checks/events.ts';
import type { CheckScope, Finding } from './ledger-checks/finding.ts';
import { checkOrphans } from './ledger-checks/orphans.ts';
import { checkPayable } from './ledger-checks/payable.ts';
import { checkPayouts } from './ledger-checks/payouts.ts';
import { checkSales } from './ledger-checks/sales.ts';
import { checkSecondTier } from './ledger-checks/second-tier.ts';
import { checkSequences } from './ledger-checks/sequences.ts';
import { checkToldPayouts } from './ledger-checks/told-payouts.ts';
import { checkTotals } from './ledger-checks/totals.ts';
import type { Partners } from './partners.ts';

/** What was looked at, and what cannot be so. */
export interface LedgerReport {
  partners: number;
  rows: number;
  findings: Finding[];
}

const CHECKS = [
  checkOrphans,
  checkSequences,
  checkSales,
  checkSecondTier,
  checkConversions,
  checkPayouts,
  checkPayable,
  checkToldPayouts,
  checkEvents,
  checkTotals,
  checkCurrencies,
];

/**
 * Recomputes from the rows of the ledger all that is kept or was told elsewhere, of one partner program or of all: at
 * one moment of the database, while others write to it. It changes nothing. `released`: the settings of every release.
 */
export async function verifyLedger(
  p: Partners,
  { program, released }: { program?: string; released: readonly Settings[] },
): Promise<LedgerReport> {
  return readAtOneMoment(p.db, async (db) => {
    const of = program === undefined ? {} : { program };
    const scope: CheckScope = { db, settings: p.settings(), released, ...of };
    const findings: Finding[] = [];
    for (const check of CHECKS) findings.push(...(await check(scope)));
    const [partners, rows] = [await count(scope, 'enrolments'), await count(scope, 'ledger')];
    return { partners, rows, findings };
  });
}

async function count({ db, program }: CheckScope, table: 'enrolments' | 'ledger'): Promise<number> {
  let query = db.selectFrom(table).select(({ fn }) => fn.countAll().as('count'));
  if (program !== undefined) query = query.where('program', '=', program);
  return Number((await query.executeTakeFirstOrThrow()).count);
}
