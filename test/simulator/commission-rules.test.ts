import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { CommissionRules } from '../../src/program/settings.ts';
import { door, email, mapOf, noticesOf } from '../program/builders.ts';
import { mails, ofKind, play, SETTINGS, welcomeMap } from './stage.ts';

const PARTNER = [{ submit: 'sign-up' }, { approve: { by: 'kim@example.com' } }];

/** A map that mails the recruiter, and the program's notice for sales of one's own. */
function playTiers(commission: CommissionRules, timeline: TimelineEntry[]) {
  const secondTier = mapOf({
    map: 'tiers',
    triggers: [
      door('brought', { type: 'commission-earned', where: 'event.commission.secondTier' }, 'thanks', {
        ifOnMap: 'add-again',
      }),
      door('paid', { type: 'commission-payable', where: 'event.commission.secondTier' }, 'payable', {
        ifOnMap: 'add-again',
      }),
    ],
    steps: [
      email('thanks', {}, ['commission.amount', 'contact.totalSales']),
      email('welcome', { id: 'payable' }),
    ],
  });
  const notices = noticesOf(email('several', {}, ['sales', 'commission.amount']));
  const [earned] = notices.triggers;
  if (earned) earned.on.where = '!event.commission.secondTier';
  const main = { ...SETTINGS.programs['main'], commission };
  return play({
    programs: [welcomeMap(), secondTier, notices],
    settings: { ...SETTINGS, programs: { main } } as typeof SETTINGS,
    map: ['m', 'tiers'],
    timeline: [...PARTNER, ...timeline],
  });
}

describe('the second tier', () => {
  const rules: CommissionRules = { secondTierBasisPoints: 500, holdFor: { days: 30 } };

  it('earns by sales of a partner whom the contact brought; the notice thanks for one’s own', async () => {
    const report = await playTiers(rules, [
      { after: '1 day', sale: { id: 's-1', amount: 100, secondTier: true } },
      { after: '1 day', sale: { id: 's-2', amount: 100 } },
      { after: '1 day', refund: { sale: 's-1', amount: 40 } },
      { after: '40 days' },
    ]);
    expect(mails(report).slice(3)).toEqual([
      'thanks 2026-01-06T09:00Z',
      'several 2026-01-07T09:00Z',
      'welcome 2026-02-05T09:00Z',
    ]);
    expect(ofKind(report, 'email')[3]?.subject).toBe('You earned $5.00');
  });

  it('counts one sale once, and takes back what is refunded', async () => {
    const sale = { id: 's-1', amount: 100, secondTier: true } as const;
    const report = await playTiers(rules, [
      { sale },
      { sale },
      { refund: { sale: 's-1' } },
      { refund: { sale: 's-1' } },
    ]);
    expect(mails(report).slice(3)).toEqual(['thanks 2026-01-05T09:00Z']);
    expect(ofKind(report, 'refused').map(({ code }) => code)).toEqual(['more-than-sale']);
  });

  it('is refused where the program has none', async () => {
    const report = await playTiers({}, [{ sale: { id: 's-1', amount: 100, secondTier: true } }]);
    expect(ofKind(report, 'refused').map(({ code }) => code)).toEqual(['no-second-tier']);
  });
});

describe('a chargeback', () => {
  it('is a refund that maps can tell apart', async () => {
    const back = mapOf({
      map: 'tiers',
      triggers: [
        door('back', { type: 'sale-refunded', where: 'event.refund.chargeback' }, 'welcome', {
          ifOnMap: 'add-again',
        }),
      ],
      steps: [email('welcome')],
    });
    const report = await play({
      programs: [welcomeMap(), back],
      map: ['m', 'tiers'],
      timeline: [
        ...PARTNER,
        { sale: { id: 's-1', amount: 100 } },
        { after: '1 day', refund: { sale: 's-1', amount: 20 } },
        { after: '1 day', refund: { sale: 's-1', amount: 30, chargeback: true } },
        { refund: { sale: 's-1', amount: 51, chargeback: true } },
      ],
      expect: { fields: { totalSales: 50, numberOfSales: 1 } },
    });
    expect(mails(report).slice(3)).toEqual(['welcome 2026-01-07T09:00Z']);
    expect(report.failures).toEqual([]);
    expect(ofKind(report, 'refused').map(({ code }) => code)).toEqual(['more-than-sale']);
  });
});

describe('recurring payments', () => {
  it('earn for a time after their first sale, which they name', async () => {
    const report = await playTiers({ recurringFor: { months: 1 } }, [
      { sale: { id: 's-1', amount: 100 } },
      { after: '31 days', sale: { id: 's-2', amount: 100, kind: 'recurring', firstSale: 's-1' } },
      { after: '1 minute', sale: { id: 's-3', amount: 100, kind: 'recurring', firstSale: 's-1' } },
      { sale: { id: 's-4', amount: 100, kind: 'recurring' } },
      { sale: { id: 's-5', amount: 100, kind: 'recurring', firstSale: 's-2' } },
      { sale: { id: 's-6', amount: 100, kind: 'instalment' } },
    ]);
    expect(mails(report).slice(3)).toEqual([
      'several 2026-01-05T09:00Z',
      'several 2026-02-05T09:00Z',
      'several 2026-02-05T09:01Z',
    ]);
    expect(ofKind(report, 'refused').map(({ code }) => code)).toEqual(['bad-first-sale', 'bad-first-sale']);
  });
});
