import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Partners } from '../../src/partners/partners.ts';
import { recordRefund, type RefundInput } from '../../src/partners/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { readTotals } from '../../src/partners/totals.ts';
import { approvedPartner, company, START } from './partner-company.ts';

type Report = { sale: SaleInput } | { refund: RefundInput };

/** A sale and refunds of it that together do not exceed it; amounts in cents. */
const saleWithRefunds = fc.record({
  cents: fc.integer({ min: 1, max: 100_000 }),
  kind: fc.constantFrom('first', 'recurring', 'instalment'),
  at: fc.integer({ min: START - 1_000_000, max: START }),
  shares: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
});

const major = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

type Story = typeof saleWithRefunds extends fc.Arbitrary<infer T> ? T : never;

function reportsOf(stories: readonly Story[], email: string): Report[] {
  return stories.flatMap(({ cents, kind, at, shares }, n): Report[] => {
    const id = `${email}/${n}`;
    let left = cents;
    const refunds = shares.map((share, r): Report | undefined => {
      const amount = Math.min(left, Math.floor((cents * share) / 100));
      left -= amount;
      return amount > 0 ? { refund: { id: `${id}/r${r}`, sale: id, amount: major(amount), at } } : undefined;
    });
    const sale: Report = {
      sale: { id, partner: { email }, amount: major(cents), currency: 'USD', kind, at },
    };
    return [sale, ...refunds.filter((report) => report !== undefined)];
  });
}

/** Delivers as a webhook sender does: what is refused (its sale is not there yet) comes again later. */
async function deliver(p: Partners, reports: Report[]): Promise<void> {
  const refusedReports: Report[] = [];
  for (const report of reports) {
    const result = 'sale' in report ? await recordSale(p, report.sale) : await recordRefund(p, report.refund);
    expect(['recorded', 'duplicate', 'refused']).toContain(result.status);
    if (result.status !== 'refused') continue;
    expect(result.code).toBe('unknown-sale');
    refusedReports.push(report);
  }
  expect(refusedReports.length).toBeLessThan(reports.length || 1);
  if (refusedReports.length > 0) await deliver(p, refusedReports);
}

const directories: string[] = [];
afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true, force: true }))));

test('sales and refunds in any order, and any of them twice, give the same totals', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-totals-'));
  directories.push(directory);
  const { p, db } = await company(join(directory, 'mapwright.sqlite'));
  let runs = 0;
  const cases = fc.array(saleWithRefunds, { minLength: 1, maxLength: 5 }).chain((stories) =>
    fc.record({
      stories: fc.constant(stories),
      order: fc.infiniteStream(fc.nat()),
      twice: fc.infiniteStream(fc.boolean()),
    }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ({ stories, order, twice }) => {
      runs += 1;
      const [ordered, shuffled] = [`o${runs}@example.com`, `s${runs}@example.com`];
      const ids = [await approvedPartner(p, ordered), await approvedPartner(p, shuffled)];
      await deliver(p, reportsOf(stories, ordered));
      const once = reportsOf(stories, shuffled);
      const doubled = once.flatMap((report) => (twice.next().value ? [report, report] : [report]));
      const keyed = doubled.map((report) => ({ report, key: order.next().value ?? 0 }));
      await deliver(
        p,
        keyed.sort((a, b) => a.key - b.key).map(({ report }) => report),
      );
      const [expected, totals] = [
        await readTotals(db, ids[0] ?? '', 'main'),
        await readTotals(db, ids[1] ?? '', 'main'),
      ];
      expect(totals).toEqual(expected);
      expect(totals.totalCommission).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});
