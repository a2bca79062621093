/** A fact about a partner, as the reference hears it. Amounts in minor units. */
export type ReferenceFact = {
  sequence: number;
  changes: Change[];
  /** The step that brought it about: whose place goes on when all maps have decided what the fact means. */
  cause?: Cause | undefined;
} & (
  | { type: 'form-submitted'; form: string }
  | { type: 'login-used' }
  | { type: 'approval-decided'; entry: number; outcome: 'approved' | 'rejected' }
  | { type: 'task-done'; entry: number; outcome: string }
  | { type: 'sale-recorded'; sale: ReferenceSale; earned: boolean }
  | { type: 'sale-refunded'; sale: ReferenceSale; full: boolean }
  | { type: 'contact-changed'; added: string[]; removed: string[] }
  | { type: 'added' | 'removed'; map: string }
  /** Of another partner program. */
  | { type: 'elsewhere' }
);

export interface Cause {
  map: string;
  entry: number;
  /** How many facts in a row each set the next one going. */
  round: number;
}

export interface ReferenceSale {
  id: string;
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
  | Exclude<ReferenceFact, { type: 'sale-recorded' | 'contact-changed' | 'elsewhere' | 'removed' }>
  | { type: 'added'; map: string }
  | { type: 'sale-recorded' | 'commission-earned'; sale: ReferenceSale }
  | { type: 'field-updated'; change: Change; sale?: ReferenceSale | undefined }
  | { type: 'tag-added' | 'tag-removed'; tag: string };

/** The fact, the commission it earned, then each field that has another value now, and each tag that came or went. */
export function happeningsOf(fact: ReferenceFact): Happening[] {
  const changed = fact.changes.filter(({ before, after }) => before !== after);
  const sale = 'sale' in fact ? fact.sale : undefined;
  return [
    ...factItself(fact),
    ...changed.map((change) => ({ type: 'field-updated' as const, change, sale })),
    ...(fact.type === 'contact-changed'
      ? [
          ...fact.added.map((tag) => ({ type: 'tag-added' as const, tag })),
          ...fact.removed.map((tag) => ({ type: 'tag-removed' as const, tag })),
        ]
      : []),
  ];
}

function factItself(fact: ReferenceFact): Happening[] {
  switch (fact.type) {
    case 'sale-recorded': {
      const { sale, earned } = fact;
      return [
        { type: 'sale-recorded', sale },
        ...(earned ? [{ type: 'commission-earned' as const, sale }] : []),
      ];
    }
    case 'contact-changed':
    case 'removed':
    case 'elsewhere':
      return [];
    default:
      return [fact];
  }
}
