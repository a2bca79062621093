import { isPaidOut } from '../partners/commission-rules.ts';
import { fieldChanges } from '../partners/field-changes.ts';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { Facts } from './facts.ts';
import type { LedgerEntry } from './ledger.ts';

/** What something does to the fields that follow from the ledger. */
export function changesBy(facts: Facts, program: string, something: () => void): FieldChange[] {
  const before = ledgerFields(facts, program);
  something();
  return fieldChanges(before, ledgerFields(facts, program));
}

/** The fields of an enrolment that follow from the ledger, in the order in which changes are raised; money in minor units. */
export function ledgerFields(facts: Facts, program: string) {
  const { ledger, payableTold, settings } = facts;
  const rules = settings.programs[program];
  const payable = ledger
    .filter((entry) => entry.program === program && entry.payout === undefined)
    .filter(({ sale }) => payableTold.has(sale.id))
    .reduce((sum, { commission }) => sum + commission, 0);
  return {
    ...totalsOf(ledger, program),
    payoutReady: rules !== undefined && isPaidOut(rules, payable),
  } satisfies Record<string, FieldValue>;
}

/** The running totals of one program, summed from the rows. */
function totalsOf(ledger: LedgerEntry[], program: string) {
  const rows = ledger.filter((entry) => entry.program === program);
  const sales = rows.filter(({ type }) => type === 'sale');
  const times = sales.map(({ sale }) => sale.at);
  const counted = sales.filter(
    (row) => row.sale.kind === 'first' && refundedOf(ledger, row) < row.sale.amount,
  );
  return {
    totalSales: rows.reduce((sum, { amount }) => sum + amount, 0),
    numberOfSales: counted.length,
    totalCommission: rows.reduce((sum, { commission }) => sum + commission, 0),
    firstSaleAt: times.length > 0 ? Math.min(...times) : null,
    lastSaleAt: times.length > 0 ? Math.max(...times) : null,
  };
}

/** How much of a sale was refunded, positive. */
export function refundedOf(ledger: LedgerEntry[], sold: LedgerEntry): number {
  return ledger
    .filter((entry) => entry.sale.id === sold.id)
    .reduce((sum, { refunded = 0 }) => sum + refunded, 0);
}
