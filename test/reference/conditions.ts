import type { ReferenceSale } from './fact.ts';

/** What is known of the contact. Amounts in minor units; null is what was never set. */
export interface Figures {
  totalSales: number;
  numberOfSales: number;
  status: string | null;
  tier: string | null;
  points: number | null;
  /** ISO 8601. */
  ends: string | null;
  tags: readonly string[];
}

/** What a condition can be asked of: the contact, the sale that an event is about, and what calls have answered. */
export interface Known extends Figures {
  sale?: ReferenceSale | undefined;
  calls?: Readonly<Record<string, Answer>>;
}

/** What an activity of one's own has answered; a value that it left out is empty. */
export interface Answer {
  points?: number;
}

/** A condition that always holds. */
export const ALWAYS = 'contact.points < 1000';

/** Conditions on the contact that generated maps use, and what each means. */
export const CONDITIONS: Readonly<Record<string, (known: Known) => boolean>> = {
  'contact.totalSales >= 2000': ({ totalSales }) => totalSales >= 200_000,
  'contact.numberOfSales > 2': ({ numberOfSales }) => numberOfSales > 2,
  "contact.status == 'approved'": ({ status }) => status === 'approved',
  'contact.totalSales < 1000 && contact.numberOfSales > 0': ({ totalSales, numberOfSales }) =>
    totalSales < 100_000 && numberOfSales > 0,
  "contact.tier == 'gold'": ({ tier }) => tier === 'gold',
  [ALWAYS]: () => true,
  'contact.points < 2': ({ points }) => (points ?? 0) < 2,
  "'vip' in contact.tags": ({ tags }) => tags.includes('vip'),
};

/** Conditions on events about a sale. */
export const SALE_CONDITIONS: Readonly<Record<string, (known: Known) => boolean>> = {
  'event.sale.amount >= 1000': ({ sale }) => sale !== undefined && sale.amount >= 100_000,
  'event.sale.amount < contact.totalSales': ({ sale, totalSales }) =>
    sale !== undefined && sale.amount < totalSales,
};

/** The condition on what a call has answered. */
export const ANSWERED = 'calls.score.points >= 50';

/** Whether a condition of one of the tables holds. */
export function holds(condition: string, known: Known): boolean {
  if (condition === ANSWERED) return (known.calls?.['score']?.points ?? 0) >= 50;
  const meaning = CONDITIONS[condition] ?? SALE_CONDITIONS[condition];
  if (!meaning) throw new Error(`Nobody said what ${condition} means.`);
  return meaning(known);
}

/** The value of `{ cel: … }` in `set`. */
export const NEXT_POINT = 'contact.points + 1';

/** What a `set` makes of a value as it is written. */
export function valueIn(written: string | number | { cel: string }, { points }: Known): string | number {
  if (typeof written !== 'object') return written;
  if (written.cel !== NEXT_POINT) throw new Error(`Nobody said what ${written.cel} means.`);
  return (points ?? 0) + 1;
}
