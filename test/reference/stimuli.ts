import fc from 'fast-check';
import type { ReferenceSale } from './fact.ts';
import type { Outcome } from './place.ts';
import type { Work } from './work.ts';
import type { Wish } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that happens to the contact, or to the work that was asked for. Amounts in minor units. */
export type Stimulus =
  | { do: 'submit' | 'login' | 'elsewhere' | 'hear again' }
  | { do: 'end work'; ending: Exclude<Ending, 'hold'> }
  | { do: 'sale'; sale: Omit<ReferenceSale, 'id'>; earned: boolean }
  | { do: 'refund'; amount: number; full: boolean }
  /** By hand. */
  | { do: 'change'; wish: Wish }
  | { do: 'answer'; choice: number }
  | { do: 'pass'; ms: number };

/** How work ends: `hold` leaves it under way, `later` puts it off by so many milliseconds. */
export type Ending = 'sent' | 'skipped' | 'failed' | 'failed for good' | 'hold' | { later: number };

const amount = fc.constantFrom(1_00, 500_00, 999_00, 1_000_00, 1_500_00, 4_000_00);
const maps = fc.constantFrom('first', 'second');
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    set: fc.record({ tier: fc.constantFrom('gold', 'silver'), points: fc.integer({ min: 0, max: 3 }) }),
  }),
  fc.record({ set: fc.record({ ends: fc.constantFrom('2026-01-04', '2026-01-06', '2026-01-12') }) }),
  fc.constant<Wish>({ tag: ['vip'] }),
  fc.constant<Wish>({ untag: ['vip', 'new'] }),
  fc.record({ add: maps }),
  fc.record({ remove: maps }),
);

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
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const), choice: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), wish }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, MINUTE, 10 * MINUTE, HOUR, DAY, 5 * DAY),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('end work' as const),
      ending: fc.constantFrom('sent' as const, 'sent' as const, 'skipped' as const, 'failed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('login' as const, 'login' as const, 'hear again' as const, 'elsewhere' as const),
    }),
  },
);

/** What happens in one run. */
export const stimuli = fc.array(stimulus, { minLength: 1, maxLength: 30, size: 'max' });

/** How the work of a run ends, in turn and round again. */
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

/** What an ending means for this work. */
export function outcomeOf(ending: Exclude<Ending, 'hold'>, { what, entry }: Work, now: number): Outcome {
  const later = typeof ending === 'object' ? now + ending.later : 0;
  switch (what) {
    // The closing of a question is skipped only where its answer is on its way; a fact cannot be left out.
    case 'expire':
    case 'record':
      return later > 0 ? { notBefore: later } : ending === 'skipped' ? 'sent' : (ending as Outcome);
    case 'webhook':
      if (later > 0) return { busyUntil: later };
      if (ending === 'sent' || ending === 'skipped') return { status: ending === 'sent' ? 200 : 404 };
      return ending as Outcome;
    case 'call':
      if (ending === 'sent') return { answer: { points: entry % 2 === 0 ? 60 : 20 } };
      return ending === 'skipped' ? { answer: {} } : later > 0 ? { busyUntil: later } : (ending as Outcome);
    default:
      return later > 0 ? { notBefore: later } : (ending as Outcome);
  }
}
