import fc from 'fast-check';
import type { CorrectionInput } from '../../src/partners/record-correction.ts';
import type { RefundInput } from '../../src/partners/record-refund.ts';
import type { SaleInput } from '../../src/partners/record-sale.ts';
import { decimalOf } from '../../src/program/money.ts';
import { START } from './partner-company.ts';

/** One message of a sale system. */
export type Report = { sale: SaleInput } | { refund: RefundInput } | { correction: CorrectionInput };

const DAY = 86_400_000;

/** The program's currency, and others with their rates and decimals. */
const CURRENCIES = [
  { currency: 'USD', digits: 2 },
  { currency: 'EUR', digits: 2, exchangeRate: '1.0837' },
  { currency: 'JPY', digits: 0, exchangeRate: '0.00671' },
] as const;

/** What is given back of one payment, in percent of it: together it may be more, and the rest is left out. */
const givenBack = fc.array(fc.record({ share: fc.integer({ min: 1, max: 60 }), chargeback: fc.boolean() }), {
  maxLength: 3,
});

const payment = fc.record({
  minor: fc.integer({ min: 100, max: 100_000 }),
  paidIn: fc.constantFrom(...CURRENCIES),
  at: fc.integer({ min: START - 30 * DAY, max: START + 60 * DAY }),
  givenBack,
});

/** A first sale, what was paid after it, and what was given back of all that. */
export const story = fc.record({
  first: payment,
  later: fc.array(fc.record({ kind: fc.constantFrom('recurring', 'instalment'), payment }), { maxLength: 2 }),
});

/** Totals that somebody states, each a second later than the one before; hundreds of dollars. */
export const stated = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 2 });

type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The messages about a partner's stories, in the order in which they happened; ids are the partner's own. */
export function reportsOf(stories: readonly Story[], totals: readonly number[], email: string): Report[] {
  const told = stories.flatMap(({ first, later }, number): Report[] => {
    const id = `${email}/${number}`;
    return [
      ...paid(first, { id, partner: { email }, kind: 'first' }),
      ...later.flatMap(({ kind, payment: next }, index) =>
        paid(next, { id: `${id}/${index}`, partner: { email }, kind, firstSale: id }),
      ),
    ];
  });
  const corrections = totals.map((hundreds, index): Report => ({
    correction: correctionOf(email, `${email}/total/${index}`, hundreds * 100, START + index * 1_000),
  }));
  return [...told, ...corrections];
}

/** The statement of a total, in dollars. */
export function correctionOf(email: string, id: string, total: number, at: number): CorrectionInput {
  return { id, partner: { email }, total, currency: 'USD', at };
}

type Named = Pick<SaleInput, 'id' | 'partner' | 'kind' | 'firstSale'>;

function paid({ minor, paidIn, at, givenBack: back }: Payment, named: Named): Report[] {
  const { digits, ...currency } = paidIn;
  const major = (amount: number) => decimalOf(amount, { digits });
  let left = minor;
  const refunds = back.flatMap(({ share, chargeback }, index): Report[] => {
    const amount = Math.min(left, Math.floor((minor * share) / 100));
    left -= amount;
    if (amount === 0) return [];
    const id = `${named.id}/back/${index}`;
    return [{ refund: { id, sale: named.id, amount: major(amount), chargeback, at } }];
  });
  return [{ sale: { ...named, amount: major(minor), ...currency, at } }, ...refunds];
}
