import fc from 'fast-check';
import type { ReferenceSale } from './fact.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that happens to the contact, or to the work that was asked for. Amounts in minor units. */
export type Stimulus =
  | { do: 'submit' | 'login' | 'hear again' | 'end work' }
  | { do: 'sale'; sale: ReferenceSale; earned: boolean }
  | { do: 'refund'; amount: number; full: boolean }
  | { do: 'decide'; outcome: 'approved' | 'rejected' }
  | { do: 'pass'; ms: number };

const amount = fc.constantFrom(1_00, 500_00, 999_00, 1_000_00, 1_500_00, 4_000_00);

const stimulus: fc.Arbitrary<Stimulus> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Stimulus>({ do: 'submit' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sale' as const),
      sale: fc.record({ amount, kind: fc.constantFrom('first' as const, 'recurring' as const) }),
      earned: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), amount, full: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      outcome: fc.constantFrom('approved' as const, 'approved' as const, 'rejected' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, MINUTE, HOUR, DAY, 5 * DAY),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('login' as const, 'hear again' as const, 'end work' as const),
    }),
  },
);

/** What happens in one run. */
export const stimuli = fc.array(stimulus, { minLength: 1, maxLength: 30, size: 'max' });

/** How work ends, in turn and round again: `hold` leaves it under way, `later` puts it off by so many milliseconds. */
export type Ending = 'sent' | 'skipped' | 'failed' | 'failed for good' | 'hold' | { later: number };

export const endings: fc.Arbitrary<Ending[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Ending>('sent') },
    { weight: 3, arbitrary: fc.constant<Ending>('hold') },
    { weight: 2, arbitrary: fc.constant<Ending>('failed') },
    { weight: 1, arbitrary: fc.constantFrom<Ending>('failed for good', 'skipped') },
    { weight: 1, arbitrary: fc.record({ later: fc.constantFrom(10 * MINUTE, HOUR, 2 * DAY) }) },
  ),
  { minLength: 1, maxLength: 12, size: 'max' },
);
