/** Batches of commissions that were paid out; the rows of the ledger name the one in which they were. */
export interface PayoutsTable {
  /** Chosen by whoever makes it, or minted. */
  id: string;
  program: string;
  made_at: number;
  /** The person who made it, or `import`. */
  made_by: string;
}
