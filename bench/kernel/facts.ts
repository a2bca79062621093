/** Something that happens to a partner, or the clock. Amounts in minor units, times in milliseconds. */
export type Fact =
  | { at: number; what: 'clock' }
  | { at: number; what: 'sign-up' }
  | { at: number; what: 'approval'; entry: number }
  | SaleFact;

/** A refund is of the whole sale. */
export interface SaleFact {
  at: number;
  what: 'sale' | 'refund';
  sale: number;
  amount: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday, 5 January 2026, 09:00 UTC. */
const START = Date.UTC(2026, 0, 5, 9);

/** How a partner comes in: the form, and two hours later the decision on the first question. */
export function comingIn(): Fact[] {
  return [
    { at: START, what: 'sign-up' },
    { at: START + HOUR, what: 'clock' },
    { at: START + 2 * HOUR, what: 'approval', entry: 1 },
  ];
}

/**
 * So many sales of 20 to 118 dollars, numbered from `first`, one an hour. Every tenth is refunded within the hour, and
 * after every fifth the clock is told. The amounts repeat, so that every past looks like every other.
 */
export function sales(first: number, count: number): Fact[] {
  return Array.from({ length: count }, (_none, index) => first + index).flatMap((sale): Fact[] => {
    const at = START + DAYS_BEFORE_SALES + sale * HOUR;
    const amount = 2_000 + (sale % 50) * 200;
    return [
      { at, what: 'sale', sale, amount },
      ...(sale % 10 === 9 ? [{ at: at + MINUTE, what: 'refund' as const, sale, amount }] : []),
      ...(sale % 5 === 4 ? [{ at: at + 2 * MINUTE, what: 'clock' as const }] : []),
    ];
  });
}

const DAYS_BEFORE_SALES = 24 * HOUR;
