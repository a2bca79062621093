/** The entries of the ledger that give a sale back: by whoever sold it, or by the customer's bank. In the totals they are one. */
export const REVERSALS = ['refund', 'chargeback'] as const;
