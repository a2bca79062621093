import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commissionBackAfter, commissionOf } from '../../src/program/sales.ts';

describe('commissionOf', () => {
  it.each([
    [110000, 2000, 22000],
    [1, 2000, 0],
    [2, 2500, 1],
    [3, 2000, 1],
    [5, 1000, 1],
    [4, 1000, 0],
    [999, 1, 0],
    [5000, 1, 1],
    [100, 0, 0],
    [100, 10_000, 100],
    [0, 2000, 0],
    [Number.MAX_SAFE_INTEGER, 10_000, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 5000, 4503599627370496],
  ])('%d at %d basis points is %d', (amount, basisPoints, commission) => {
    expect(commissionOf(amount, basisPoints)).toBe(commission);
  });
});

describe('commissionBackAfter', () => {
  it.each([
    [1000, 200, 0, 0],
    [1000, 200, 500, 100],
    [1000, 200, 1000, 200],
    [1000, 333, 1, 0],
    [1000, 333, 999, 332],
    [1000, 333, 1000, 333],
    [1000, 0, 500, 0],
    [0, 0, 0, 0],
  ])('of a sale of %d with commission %d, after refunds of %d: %d', (amount, commission, refunded, back) => {
    expect(commissionBackAfter({ amount, commission }, refunded)).toBe(back);
  });

  it('never falls as more is refunded, and never takes back more than there was', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), amounts, amounts, (amount, rate, a, b) => {
        const sale = { amount, commission: commissionOf(amount, rate) };
        const [less, more] = [Math.min(a, b, amount), Math.min(Math.max(a, b), amount)];
        const first = commissionBackAfter(sale, less);
        const second = commissionBackAfter(sale, more);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeGreaterThanOrEqual(first);
        expect(second).toBeLessThanOrEqual(sale.commission);
      }),
    );
  });
});
