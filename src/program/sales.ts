/** Basis points in one whole: 20 % are 2000. */
const WHOLE = 10_000;

/** Commission on `amount` (minor units), half a minor unit rounded up. */
export function commissionOf(amount: number, basisPoints: number): number {
  // BigInt, because amount × rate may leave the safe integers.
  return Number((BigInt(amount) * BigInt(basisPoints) + BigInt(WHOLE / 2)) / BigInt(WHOLE));
}

/** A sale as it was recorded. Minor units. */
export interface SaleFigures {
  amount: number;
  commission: number;
}

/**
 * How much of a sale's commission is taken back once `refunded` of it (minor units, in total) is refunded:
 * in proportion, rounded down, and all of it when nothing is left of the sale. It depends on the sum only, so
 * refunds take back the same in whatever order they arrive; one refund's share is the difference it makes.
 */
export function commissionBackAfter(sale: SaleFigures, refunded: number): number {
  if (refunded >= sale.amount) return sale.commission;
  return Number((BigInt(sale.commission) * BigInt(refunded)) / BigInt(sale.amount));
}
