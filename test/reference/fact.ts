/** A fact about a partner, as the reference hears it. Amounts in minor units. */
export type ReferenceFact = { sequence: number; changes: Change[] } & (
  | { type: 'form-submitted'; form: string }
  | { type: 'login-used' }
  | { type: 'approval-decided'; entry: number; outcome: 'approved' | 'rejected' }
  | { type: 'sale-recorded'; sale: ReferenceSale; earned: boolean }
  | { type: 'sale-refunded'; sale: ReferenceSale; full: boolean }
);

export interface ReferenceSale {
  amount: number;
  kind: 'first' | 'recurring';
}

/** A field that a fact changed. */
export interface Change {
  field: string;
  before: number | string | null;
  after: number | string | null;
}

/** What a fact means, one after the other (language.md, "Order"). */
export type Happening =
  | Exclude<ReferenceFact, { type: 'sale-recorded' }>
  | { type: 'sale-recorded' | 'commission-earned'; sale: ReferenceSale }
  | { type: 'field-updated'; change: Change; sale?: ReferenceSale | undefined };

/** The fact, the commission it earned, then each field that has another value now. */
export function happeningsOf(fact: ReferenceFact): Happening[] {
  const sale = 'sale' in fact ? fact.sale : undefined;
  const earned = fact.type === 'sale-recorded' && fact.earned;
  const changed = fact.changes.filter(({ before, after }) => before !== after);
  return [
    fact.type === 'sale-recorded' ? { type: 'sale-recorded', sale: fact.sale } : fact,
    ...(earned ? [{ type: 'commission-earned' as const, sale: fact.sale }] : []),
    ...changed.map((change) => ({ type: 'field-updated' as const, change, sale })),
  ];
}
