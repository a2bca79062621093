import type { Fact } from './facts.ts';

/** What the ledger knows of a partner. Minor units. */
export interface Totals {
  totalSales: number;
  numberOfSales: number;
  totalCommission: number;
}

/** What the ledger knows after a fact; commission is 20 %. */
export function totalsAfter(before: Totals, fact: Fact): Totals {
  if (fact.what !== 'sale' && fact.what !== 'refund') return before;
  const sign = fact.what === 'sale' ? 1 : -1;
  return {
    totalSales: before.totalSales + sign * fact.amount,
    numberOfSales: before.numberOfSales + sign,
    totalCommission: before.totalCommission + (sign * fact.amount) / 5,
  };
}
