import { describe, expect, test } from 'vitest';
import type { EventMatch } from '../../src/program/program.ts';
import { conditionWords, shortened } from '../../src/diagram/condition-words.ts';
import { durationWords, everyWords, offsetWords } from '../../src/diagram/duration-words.ts';
import { eventWords } from '../../src/diagram/event-words.ts';
import { thresholdWords, valueWords } from '../../src/diagram/value-words.ts';
import { USD } from '../program/builders.ts';

const program = { currency: USD, fields: { totalSales: 'money', score: 'integer', tier: 'string' } } as const;

describe('conditions', () => {
  test.each([
    ['contact.totalSales >= 1000', 'totalSales ≥ 1000'],
    ["contact.email.endsWith('@agency.example')", "email ends with '@agency.example'"],
    [
      "contact.email.startsWith('a') || contact.tags.contains('b')",
      "email starts with 'a' or tags contains 'b'",
    ],
    ["contact.tier == 'gold' && contact.score != 3", "tier = 'gold' and score ≠ 3"],
    ['!has(contact.website)', 'website is not set'],
    ['has(contact.website)', 'website is set'],
    ['!(contact.score<=2)', 'not (score ≤ 2)'],
    ['event.sale.amount >= 500', 'event.sale.amount ≥ 500'],
    ["contact.note == 'contact.a && b == c'", "note = 'contact.a && b == c'"],
    ["contact.note == 'it\\'s >= \"x\"'", "note = 'it\\'s >= \"x\"'"],
    ['contact.a == 1 &&\n    contact.b == 2', 'a = 1 and b = 2'],
  ])('%s', (cel, words) => expect(conditionWords(cel)).toBe(words));

  test('a long one is cut between words', () => {
    const cut = conditionWords(
      "contact.tier == 'gold' && contact.totalSales >= 1000 && contact.score > 7",
      40,
    );
    expect(cut).toBe("tier = 'gold' and totalSales ≥ 1000 …");
    expect(shortened('x'.repeat(50), 10)).toBe('xxxxxxxxx …');
    expect(shortened('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)} …`);
  });
});

describe('lengths of time', () => {
  test.each([
    [{ days: 1 }, '1 day'],
    [{ days: 3 }, '3 days'],
    [{ months: 1 }, '1 month'],
    [{ months: 24 }, '2 years'],
    [{ ms: 5_400_000 }, '90 minutes'],
    [{ ms: 7_200_000 }, '2 hours'],
    [{ ms: 1500 }, '1.5 seconds'],
    [{ months: 1, days: 2 }, '1 month 2 days'],
    [{}, 'no time'],
  ])('%o is %s', (duration, words) => expect(durationWords(duration)).toBe(words));

  test('how often, before and after', () => {
    expect([everyWords({ days: 1 }), everyWords({ days: 2 })]).toEqual(['every day', 'every 2 days']);
    expect(offsetWords({ sign: -1, days: 3 }, 'contractEnds')).toBe('3 days before contractEnds');
    expect(offsetWords(undefined, 'contractEnds')).toBe('contractEnds');
  });
});

describe('values', () => {
  test('money in the currency of the map, other numbers as they are', () => {
    expect(valueWords(program, 'totalSales', 123_456_789)).toBe('1,234,567.89 USD');
    expect(valueWords(program, 'score', 12_000)).toBe('12,000');
    expect(valueWords(program, 'tier', 'gold')).toBe("'gold'");
  });

  test('thresholds: the currency once, and of a long row the first ones and the last', () => {
    expect(thresholdWords(program, 'totalSales', [500_000, 1_000_000])).toBe('5,000 / 10,000 USD');
    expect(thresholdWords(program, 'score', [1, 2, 3, 4, 5, 6, 7])).toBe('1 / 2 / 3 / 4 / … / 7');
  });
});

describe('events', () => {
  test.each<[EventMatch, string]>([
    [{ type: 'form-submitted', form: 'partner-sign-up' }, 'Form partner-sign-up is submitted'],
    [{ type: 'form-submitted' }, 'Any form is submitted'],
    [{ type: 'added' }, 'Contact is added to the map'],
    [{ type: 'approval-decided', outcome: 'rejected' }, 'Application is rejected'],
    [
      { type: 'sale-recorded', product: 'kit', kind: 'first' },
      'Sale is recorded (of product kit, first payments only)',
    ],
    [{ type: 'commission-earned' }, 'Commission is earned'],
    [{ type: 'commission-payable' }, 'Commission becomes payable'],
    [{ type: 'commission-paid' }, 'Commissions are paid out'],
    [{ type: 'sale-refunded', full: true }, 'Sale is refunded in full'],
    [updated('equals'), 'totalSales becomes exactly 1,000 USD'],
    [updated('crosses'), 'totalSales reaches 1,000 USD'],
    [updated('crossesDown'), 'totalSales falls below 1,000 USD'],
    [updated('above'), 'totalSales changes and is above 1,000 USD'],
    [updated('below'), 'totalSales changes and is below 1,000 USD'],
    [{ type: 'field-updated', field: 'tier' }, 'tier changes'],
    [{ type: 'tag-added', tag: 'vip' }, 'Tag vip is added'],
    [{ type: 'tag-removed' }, 'Any tag is removed'],
    [
      {
        type: 'date-reached',
        date: {
          door: 'trigger/t',
          on: { field: 'contractEnds' },
          offset: { sign: -1, days: 3 },
          at: '09:00',
        },
      },
      '3 days before contractEnds, at 09:00',
    ],
    [
      {
        type: 'date-reached',
        date: { door: 'trigger/t', on: { date: '2026-12-24' }, at: '08:00', every: 'year' },
      },
      '2026-12-24, at 08:00, every year',
    ],
    [{ type: 'login-used' }, 'Partner signs in to the partner center'],
    [{ type: 'email-clicked', email: 'welcome' }, 'Link in email welcome is clicked'],
    [{ type: 'email-bounced' }, 'Any email bounces'],
    [{ type: 'unsubscribed', topic: 'news' }, 'Contact unsubscribes from news'],
    [{ type: 'custom', name: 'training-finished' }, 'Event training-finished happens'],
    [{ type: 'added', where: 'contact.score > 2' }, 'Contact is added to the map (only if score > 2)'],
  ])('%o: %s', (match, said) => {
    const { sentence, lines } = eventWords(match, program);
    expect(sentence + (lines.length > 0 ? ` (${lines.join(', ')})` : '')).toBe(said);
  });
});

function updated(op: NonNullable<EventMatch['test']>['op']): EventMatch {
  return { type: 'field-updated', field: 'totalSales', test: { op, value: 100_000 } };
}
