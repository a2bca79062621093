import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Partners } from '../../src/partners/partners.ts';
import { commissionStates } from '../../src/partners/commission-states.ts';
import { isPaidOut } from '../../src/partners/commission-rules.ts';
import { contactSnapshot } from '../../src/partners/contact-snapshot.ts';
import { recordDueCommissions } from '../../src/partners/due-commissions.ts';
import { makePayout } from '../../src/partners/payouts/make-payout.ts';
import { recordPayoutReady } from '../../src/partners/payouts/payout-ready.ts';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { isSound } from './importing.ts';
import { correctionOf, reportsOf, stated, story, type Report } from './ledger-stories.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const YEAR = 365 * 86_400_000;
/** What a sender may send again: that on which it rests was not there yet. */
const TOO_EARLY = ['unknown-sale', 'bad-first-sale'];
/** A total that was stated is never undone by an older one. */
const SUPERSEDED = 'out-of-order';

/** A program with all rules that commissions depend on, paid out without a holding period. */
async function office() {
  const { p, db, clock } = await company();
  const { programs, ...settings } = p.settings();
  const commission = { secondTierBasisPoints: 333, recurringFor: { months: 1 }, products: {} };
  // High enough that refunds of some commissions leave too little, and low enough that some make it.
  const main = { ...programs['main'], commission, payoutThreshold: 5_000 } as PartnerProgram;
  const partners: Partners = { ...p, settings: () => ({ ...settings, programs: { ...programs, main } }) };
  // After everything that the stories tell of.
  clock.now = START + YEAR;
  return { p: partners, db, main };
}

/** A partner and whoever brought them. */
async function pair(p: Partners, email: string): Promise<{ partner: string; recruiter: string }> {
  const [partner, recruiter] = [await approvedPartner(p, email), await approvedPartner(p, `of-${email}`)];
  await p.db
    .updateTable('enrolments')
    .set({ recruited_by: recruiter })
    .where('contact_id', '=', partner)
    .execute();
  return { partner, recruiter };
}

function send(p: Partners, report: Report) {
  if ('sale' in report) return recordSale(p, report.sale);
  if ('refund' in report) return recordRefund(p, report.refund);
  return recordCorrection(p, report.correction, { by: 'shop' });
}

/** Delivers as a webhook sender does: what is refused for what is not there yet comes again later. */
async function deliver(p: Partners, reports: Report[], between: () => Promise<unknown>): Promise<void> {
  const early: Report[] = [];
  for (const report of reports) {
    const result = await send(p, report);
    if (result.status === 'refused') {
      expect([...TOO_EARLY, SUPERSEDED]).toContain(result.code);
      if (result.code !== SUPERSEDED) early.push(report);
    } else expect(['recorded', 'duplicate']).toContain(result.status);
    await between();
  }
  expect(early.length).toBeLessThan(reports.length || 1);
  if (early.length > 0) await deliver(p, early, between);
}

/** What each sale of a partner comes to with all that was given back of it, of both tiers; ids without the partner. */
async function sumsBySale({ db }: Partners, email: string) {
  const rows = await db
    .selectFrom('ledger')
    .where('sale_id', 'like', `${email}/%`)
    .groupBy(['sale_id', 'contact_id'])
    .select(({ fn }) => ['sale_id', fn.sum('amount').as('amount'), fn.sum('commission').as('commission')])
    .execute();
  const lines = rows.map((row) => {
    const id = row.sale_id?.slice(email.length) ?? '';
    return `${id}: ${Number(row.amount)}, ${Number(row.commission)}`;
  });
  return lines.sort((a, b) => (a < b ? -1 : 1));
}

const cases = fc.record({
  stories: fc.array(story, { minLength: 1, maxLength: 3 }),
  totals: stated,
  order: fc.infiniteStream(fc.nat()),
  twice: fc.infiniteStream(fc.boolean()),
  payNow: fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
});

test('in any order, and any of it twice, with payouts in between: the same totals and commissions, and the same ready for a payout', async () => {
  const { p, db, main } = await office();
  let [runs, batches] = [0, 0];
  const tick = async () => {
    await recordDueCommissions(p, main, START, () => undefined);
    await recordPayoutReady(p, main, { silent: false, alive: () => undefined });
  };
  const pay = () => {
    const request = { program: main, batch: `b-${(batches += 1)}`, by: 'kim@example.com', dryRun: false };
    return makePayout(p, request);
  };
  await fc.assert(
    fc.asyncProperty(cases, async ({ stories, totals, order, twice, payNow }) => {
      runs += 1;
      const emails = [`o${runs}@example.com`, `s${runs}@example.com`];
      const [ordered = '', shuffled = ''] = emails;
      const people = [await pair(p, ordered), await pair(p, shuffled)];
      await deliver(p, reportsOf(stories, totals, ordered), () => Promise.resolve());
      const keyed = reportsOf(stories, totals, shuffled)
        .flatMap((report) => (twice.next().value ? [report, report] : [report]))
        .map((report) => ({ report, key: order.next().value ?? 0 }));
      const anyOrder = keyed.sort((a, b) => a.key - b.key).map(({ report }) => report);
      await deliver(p, anyOrder, async () => {
        const what = payNow.next().value ?? 0;
        if (what === 0) await pay();
        if (what === 1) await tick();
      });
      // A total stands for what was known when it was stated; one that is stated last says how much it is now.
      for (const email of emails) {
        const last = correctionOf(email, `${email}/last`, 1_234, START + YEAR);
        expect(await recordCorrection(p, last, { by: 'shop' })).toMatchObject({ status: 'recorded' });
      }

      const of = (contactId: string) => readTotals(db, contactId, 'main');
      const [one, two] = people;
      expect(await of(two?.partner ?? '')).toEqual(await of(one?.partner ?? ''));
      expect(await of(two?.recruiter ?? '')).toEqual(await of(one?.recruiter ?? ''));
      expect(await sumsBySale(p, shuffled)).toEqual(await sumsBySale(p, ordered));
      await tick();
      for (const contactId of people.flatMap(({ partner, recruiter }) => [partner, recruiter])) {
        // What was told leads to what is so: `isSound` follows each change, and this one asks the rule itself.
        const { payable } = await commissionStates(p, main, contactId);
        const { enrolments } = await contactSnapshot(p, contactId, ['payoutReady']);
        expect(enrolments['main']).toEqual({ payoutReady: isPaidOut(main, payable) });
      }
      await pay();
      for (const contactId of people.flatMap(({ partner, recruiter }) => [partner, recruiter])) {
        const { totalCommission } = await of(contactId);
        const { onHold, payable, paid } = await commissionStates(p, main, contactId);
        expect([onHold, payable + paid]).toEqual([0, totalCommission]);
        expect(totalCommission).toBeGreaterThanOrEqual(0);
        expect(payable).toBeLessThan(5_000);
      }
    }),
    { numRuns: 30 },
  );
  expect(await isSound(p)).toEqual([]);
}, 180_000);
