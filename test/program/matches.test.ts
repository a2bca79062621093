import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../src/program/events.ts';
import type { EventMatch } from '../../src/program/program.ts';
import { dollars, door, email, mapOf, releases, submitted, type Fact } from './builders.ts';
import { Player } from './player.ts';

/** A map whose one door sends `hit`, as often as it opens. */
function listening(on: EventMatch): Player {
  const map = mapOf({ triggers: [door('d', on, 'hit', { ifOnMap: 'add-again' })], steps: [email('hit')] });
  return new Player(releases({ r1: [map] }));
}

const sold = { id: 's-1', amount: 5000, kind: 'first', product: 'kit', at: 0 } as const;
const { product: _none, ...plain } = sold;
const saleOf = (sale: typeof sold | typeof plain): Fact => ({ type: 'sale-recorded', data: { sale } });
const earned: Fact = { type: 'sale-recorded', data: { sale: sold, commission: { amount: 1000 } } };
const refunded = (full: boolean): Fact => ({
  type: 'sale-refunded',
  data: { sale: sold, refund: { amount: 100, full } },
});
const decision = (outcome: 'approved' | 'rejected'): Fact => ({
  type: 'approval-decided',
  data: { map: 'x', entry: 99, outcome, by: 'kim@example.com', reason: 'fits' },
});
const added = (map: string): Fact => ({ type: 'added', data: { map, by: 'kim@example.com' } });
const paid: Fact = { type: 'commission-paid', data: { payout: { batch: '2026-01', amount: 9000, at: 0 } } };
const login: Fact = { type: 'login-used', data: {} };
const bounced: Fact = { type: 'email-bounced', data: { email: 'welcome', reason: '550 unknown' } };
const clicked: Fact = {
  type: 'email-clicked',
  data: { email: 'news', link: 'https://acme.example/pricing' },
};
const unsubscribed: Fact = { type: 'unsubscribed', data: { topic: 'news' } };
const formWith = (fields: Record<string, FieldValue>): Fact => ({
  type: 'form-submitted',
  data: { form: 'sign-up', fields },
});

describe('a door opens for the event that it listens to', () => {
  it.each<[EventMatch, Fact, boolean]>([
    [{ type: 'form-submitted' }, submitted('sign-up'), true],
    [{ type: 'form-submitted', form: 'sign-up' }, submitted('sign-up'), true],
    [{ type: 'form-submitted', form: 'sign-up' }, submitted('other'), false],
    [{ type: 'form-submitted' }, login, false],
    [{ type: 'added' }, added('m'), true],
    [{ type: 'added' }, added('another'), false],
    [{ type: 'approval-decided' }, decision('rejected'), true],
    [{ type: 'approval-decided', outcome: 'approved' }, decision('approved'), true],
    [{ type: 'approval-decided', outcome: 'approved' }, decision('rejected'), false],
    [{ type: 'sale-recorded' }, saleOf(sold), true],
    [{ type: 'sale-recorded', product: 'kit' }, saleOf(sold), true],
    [{ type: 'sale-recorded', product: 'kit' }, saleOf(plain), false],
    [{ type: 'sale-recorded', product: 'other' }, saleOf(sold), false],
    [{ type: 'sale-recorded', kind: 'first' }, saleOf(sold), true],
    [{ type: 'sale-recorded', kind: 'recurring' }, saleOf(sold), false],
    [{ type: 'commission-earned' }, earned, true],
    [{ type: 'commission-earned' }, saleOf(sold), false],
    [{ type: 'commission-earned', product: 'kit', kind: 'first' }, earned, true],
    [{ type: 'commission-earned', kind: 'instalment' }, earned, false],
    [{ type: 'commission-paid' }, paid, true],
    [{ type: 'commission-paid' }, earned, false],
    [{ type: 'sale-refunded' }, refunded(false), true],
    [{ type: 'sale-refunded', full: true }, refunded(true), true],
    [{ type: 'sale-refunded', full: true }, refunded(false), false],
    [{ type: 'login-used' }, login, true],
    [{ type: 'email-bounced' }, bounced, true],
    [{ type: 'email-bounced', email: 'welcome' }, bounced, true],
    [{ type: 'email-bounced', email: 'thanks' }, bounced, false],
    [{ type: 'email-clicked' }, clicked, true],
    [{ type: 'email-clicked', email: 'news' }, clicked, true],
    [{ type: 'email-clicked', email: 'tips' }, clicked, false],
    [{ type: 'email-clicked', where: "event.link.contains('/pricing')" }, clicked, true],
    [{ type: 'email-clicked', where: "event.email != 'news'" }, clicked, false],
    [{ type: 'unsubscribed' }, unsubscribed, true],
    [{ type: 'unsubscribed', topic: 'news' }, unsubscribed, true],
    [{ type: 'unsubscribed', topic: 'tips' }, unsubscribed, false],
  ])('%j on %j: %s', (on, fact, opens) => {
    expect(listening(on).hear(fact).mails()).toEqual(opens ? ['hit'] : []);
  });
});

describe('where', () => {
  it.each<[EventMatch['type'], string, Fact, boolean]>([
    ['sale-recorded', 'event.sale.amount >= 50', saleOf(sold), true],
    ['sale-recorded', 'event.sale.amount > 50', saleOf(sold), false],
    ['sale-recorded', "event.sale.product == 'kit'", saleOf(sold), true],
    ['sale-recorded', "event.sale.product == 'kit'", saleOf(plain), false],
    ['sale-recorded', "event.sale.product != 'kit'", saleOf(plain), true],
    ['sale-recorded', "event.sale.kind == 'first'", saleOf(sold), true],
    ['sale-recorded', 'event.commission.amount == 0', saleOf(sold), true],
    ['sale-recorded', 'event.sale.at < now', saleOf(sold), true],
    ['commission-earned', 'event.commission.amount == 10', earned, true],
    ['commission-paid', "event.payout.amount == 90 && event.payout.batch == '2026-01'", paid, true],
    ['commission-paid', 'event.payout.at < now', paid, true],
    ['sale-refunded', 'event.refund.amount < 1.01', refunded(false), true],
    [
      'approval-decided',
      "event.outcome == 'approved' && event.by.endsWith('@example.com')",
      decision('approved'),
      true,
    ],
    ['approval-decided', "event.reason == 'fits'", decision('approved'), true],
    ['added', "event.by == 'kim@example.com'", added('m'), true],
    ['form-submitted', "event.form == 'sign-up'", submitted(), true],
    ['form-submitted', 'event.fields.score > 3', formWith({ score: 4 }), true],
    ['form-submitted', 'event.fields.score > 3', formWith({ score: 3 }), false],
    ['form-submitted', "event.fields.tier == 'gold'", formWith({ tier: 'gold' }), true],
    ['form-submitted', 'contact.totalSales == 0 && contact.score == 0', submitted(), true],
    ['form-submitted', "contact.tier == ''", submitted(), true],
    ['login-used', 'now.getFullYear() == 2026', login, true],
  ])('%s where %s: %j opens: %s', (type, where, fact, opens) => {
    expect(listening({ type, where }).hear(fact).mails()).toEqual(opens ? ['hit'] : []);
  });

  it('sees before and after of an updated field as money', () => {
    const on = {
      type: 'field-updated',
      field: 'totalSales',
      where: 'event.before < 1000 && event.after >= 1000 && event.sale.amount > 1',
    } as const;
    const play = listening(on).sale(900);
    expect(play.mails()).toEqual([]);
    expect(play.sale(200).mails()).toEqual(['hit']);
    expect(play.sale(200).mails()).toEqual(['hit']);
  });
});

describe('field-updated tests', () => {
  type Op = NonNullable<EventMatch['test']>['op'];
  // Each number is a total of sales that follows the one before; the list says which of the changes open the door.
  it.each<[Op, number, number[], number[]]>([
    ['equals', 1000, [900, 1000], [1000]],
    ['equals', 1000, [900, 1100], []],
    ['equals', 1000, [1000, 1100, 1000], [1000, 1000]],
    ['equals', 1000, [1100, 900], []],
    ['crosses', 1000, [900, 1000], [1000]],
    ['crosses', 1000, [900, 1100], [1100]],
    ['crosses', 1000, [1000, 1100], [1000]],
    ['crosses', 1000, [1100, 1000, 1100], [1100]],
    ['crosses', 1000, [1100, 900, 1000], [1100, 1000]],
    ['crosses', 1000, [999.99, 1000], [1000]],
    ['crosses', 1000, [1100, 900], [1100]],
    ['crossesDown', 1000, [900, 1100], []],
    ['crossesDown', 1000, [1000, 999.99], [999.99]],
    ['crossesDown', 1000, [1100, 1000], []],
    ['crossesDown', 1000, [1100, 1000, 900], [900]],
    ['crossesDown', 1000, [1100, 900, 800], [900]],
    ['above', 1000, [1000], []],
    ['above', 1000, [1000.01, 1100], [1000.01, 1100]],
    ['above', 1000, [1200, 1100, 1000], [1200, 1100]],
    ['below', 1000, [1000], []],
    ['below', 1000, [999.99], [999.99]],
    ['below', 1000, [1200, 900, 950, 1000], [900, 950]],
  ])('%s %d on the way %j: fires at %j', (op, value, way, fires) => {
    const test = { op, value: dollars(value) };
    const play = listening({ type: 'field-updated', field: 'totalSales', test });
    const fired = way.filter((total) => {
      const before = play.mails().length;
      play.correct({ totalSales: dollars(total) });
      return play.mails().length > before;
    });
    expect(fired).toEqual(fires);
  });

  it.each<[Op, FieldValue, FieldValue, FieldValue, boolean]>([
    ['equals', 'gold', null, 'gold', true],
    ['equals', 'gold', 'gold', 'silver', false],
    ['equals', true, false, true, true],
    ['crosses', 0, null, 0, true],
    ['crosses', 5, null, 7, true],
    ['above', 5, null, 7, true],
    ['crossesDown', 5, 7, null, true],
    ['equals', 'gold', 'gold', null, false],
  ])('%s %j, from %j to %j: %s', (op, value, before, after, fires) => {
    const test = { op, value: value as string | number | boolean };
    const play = listening({ type: 'field-updated', field: 'tier', test });
    const changes = [{ field: 'tier', before, after }];
    play.hear({ type: 'totals-corrected', data: { by: 'test', changes } });
    expect(play.mails()).toEqual(fires ? ['hit'] : []);
  });

  it('is raised for the named field only, and only when the value changed', () => {
    const play = listening({ type: 'field-updated', field: 'totalSales' });
    play.correct({ numberOfSales: 3 }).correct({ totalSales: 0 });
    play.hear(submitted('x', [{ field: 'tags', before: ['a'], after: ['a'] }]));
    expect(play.mails()).toEqual([]);
    expect(play.correct({ totalSales: 1 }).mails()).toEqual(['hit']);
  });
});
