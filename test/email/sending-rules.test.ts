import { describe, expect, test } from 'vitest';
import {
  isSubscribed,
  judgeSending,
  marketingTopic,
  type FloodFacts,
  type MarketingFacts,
  type SendingFacts,
} from '../../src/email/sending-rules.ts';
import type { QuietHours, SendingPolicy, Topic } from '../../src/program/settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday evening. */
const NOW = Date.UTC(2026, 0, 5, 22);
const MORNING = Date.UTC(2026, 0, 6, 8);

const ADA = { address: 'Ada@example.com' };
const KIM = { address: 'kim@example.com' };
const BROKEN = new Set(['ada@example.com']);
const SENT = { verdict: 'send', to: { to: [ADA], cc: [] } };

const news: Topic = { title: 'News', marketing: true };
const POLICY: SendingPolicy = { from: 'partners@acme.example', postalAddress: 'London', teams: {} };

/** A mail to Ada that nothing is said against. */
function facts(more: Partial<SendingFacts> = {}): SendingFacts {
  return {
    now: NOW,
    recipients: { to: [ADA], cc: [] },
    lacksApproval: false,
    suppressed: new Set(),
    flood: { contactEdge: undefined, mapEdge: undefined, waiting: 0 },
    ...more,
  };
}

/** The same, for a topic that she subscribes to. */
function marketing(more: Partial<MarketingFacts> = {}): { marketing: MarketingFacts } {
  return { marketing: { isSubscribed: true, edge: undefined, zone: 'UTC', quietSince: undefined, ...more } };
}

describe('who gets a mail', () => {
  test.each<[what: string, Partial<SendingFacts>, expected: object]>([
    ['nothing is said against it', {}, SENT],
    ['the partner is not approved', { lacksApproval: true }, { verdict: 'skip', why: 'not-approved' }],
    ['the address does not work', { suppressed: BROKEN }, { verdict: 'skip', why: 'suppressed' }],
    ['they are subscribed', marketing(), SENT],
    ['they are not subscribed', marketing({ isSubscribed: false }), { verdict: 'skip', why: 'unsubscribed' }],
    [
      'of two reasons the earlier one counts',
      { suppressed: BROKEN, ...marketing({ isSubscribed: false }) },
      { why: 'suppressed' },
    ],
    [
      'one of a team does not work',
      { recipients: { to: [ADA, KIM], cc: [] }, suppressed: BROKEN },
      { to: { to: [KIM], cc: [] } },
    ],
    [
      'who gets a copy does not work',
      { recipients: { to: [KIM], cc: [ADA] }, suppressed: BROKEN },
      { to: { to: [KIM], cc: [] } },
    ],
    [
      'only those who get a copy work',
      { recipients: { to: [ADA], cc: [KIM] }, suppressed: BROKEN },
      { why: 'suppressed' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(judgeSending(POLICY, facts(more))).toMatchObject(expected);
  });
});

describe('the cap of three in seven days', () => {
  const cap = (beyond: 'drop' | 'delay') => ({ marketing: { count: 3, per: { days: 7 }, beyond } });
  test.each<[what: string, 'drop' | 'delay', edge: number | undefined, expected: object]>([
    ['fewer went out', 'drop', undefined, SENT],
    ['the third last is seven days old', 'drop', NOW - 7 * DAY, SENT],
    ['the third last is younger', 'drop', NOW - 7 * DAY + 1, { verdict: 'skip', why: 'capped' }],
    [
      'a delayed one waits until there is room',
      'delay',
      NOW - 6 * DAY,
      { verdict: 'hold', why: 'cap', until: NOW + DAY },
    ],
  ])('%s', (_what, beyond, edge, expected) => {
    const policy = { ...POLICY, caps: cap(beyond) };
    expect(judgeSending(policy, facts(marketing({ edge })))).toEqual(expected);
  });

  test('does not concern other mails', () => {
    expect(judgeSending({ ...POLICY, caps: cap('drop') }, facts())).toEqual(SENT);
  });
});

describe('quiet hours from 21:00 to 08:00', () => {
  const QUIET: QuietHours = { from: '21:00', to: '08:00', zone: 'contact', tooLong: 'send' };
  const held = (until: number) => ({ verdict: 'hold', why: 'quiet-hours', until });
  const limit = (ms: number, tooLong: 'send' | 'drop') => ({ heldLongerThan: { ms }, tooLong });
  test.each<[what: string, Partial<QuietHours>, Partial<MarketingFacts>, expected: object]>([
    ['hold a mail until the morning', {}, {}, held(MORNING)],
    ['are over where the contact is', {}, { zone: 'America/New_York' }, SENT],
    ['begin later where the contact is', {}, { zone: 'Asia/Tokyo' }, held(MORNING - 9 * HOUR)],
    ['can be those of one zone', { zone: 'America/New_York' }, { zone: 'UTC' }, SENT],
    ['hold no longer than they may', limit(2 * HOUR, 'send'), {}, held(NOW + 2 * HOUR)],
    ['then let it go', limit(2 * HOUR, 'send'), { quietSince: NOW - 2 * HOUR }, SENT],
    [
      'or drop it',
      limit(2 * HOUR, 'drop'),
      { quietSince: NOW - 2 * HOUR },
      { verdict: 'skip', why: 'held-too-long' },
    ],
    ['count from the first hold', limit(2 * HOUR, 'drop'), { quietSince: NOW - HOUR }, held(NOW + HOUR)],
  ])('%s', (_what, more, known, expected) => {
    const policy = { ...POLICY, quietHours: { ...QUIET, ...more } };
    expect(judgeSending(policy, facts(marketing(known)))).toEqual(expected);
  });

  test('concern marketing only, and come behind the cap', () => {
    const caps = { marketing: { count: 1, per: { days: 1 }, beyond: 'drop' as const } };
    const policy = { ...POLICY, quietHours: QUIET, caps };
    expect(judgeSending(policy, facts())).toEqual(SENT);
    expect(judgeSending(policy, facts(marketing({ edge: NOW - HOUR })))).toMatchObject({ why: 'capped' });
  });
});

describe('the breaker', () => {
  const breaker = {
    perContact: { count: 10, per: { days: 1 } },
    perMap: { count: 60, per: { ms: HOUR } },
  };
  const held = (until: number) => ({ verdict: 'hold', why: 'breaker', until });
  test.each<[what: string, Partial<FloodFacts>, expected: object]>([
    ['is closed', {}, SENT],
    ['closes again', { contactEdge: NOW - DAY, mapEdge: NOW - HOUR }, SENT],
    ['opens for a contact', { contactEdge: NOW - 23 * HOUR }, held(NOW + HOUR)],
    ['opens for a map', { mapEdge: NOW - 50 * MINUTE }, held(NOW + 10 * MINUTE)],
    [
      'lets those who wait for a map come one after the other',
      { mapEdge: NOW - 50 * MINUTE, waiting: 30 },
      held(NOW + 40 * MINUTE),
    ],
    ['holds for the longer of both', { contactEdge: NOW - 23 * HOUR, mapEdge: NOW - 1 }, held(NOW + HOUR)],
  ])('%s', (_what, flood, expected) => {
    const known = { ...facts().flood, ...flood };
    expect(judgeSending({ ...POLICY, breaker }, facts({ flood: known }))).toEqual(expected);
  });
});

test.each<[Topic, answer: boolean | undefined, subscribed: boolean]>([
  [news, undefined, false],
  [news, true, true],
  [news, false, false],
  [{ ...news, default: 'subscribed' }, undefined, true],
  [{ ...news, default: 'subscribed' }, false, false],
])('%j, answered with %s: %s', (topic, answer, subscribed) => {
  expect(isSubscribed(topic, answer)).toBe(subscribed);
});

test('marketing is what has a marketing topic and goes to the contact', () => {
  const policy = { ...POLICY, topics: { news, account: { title: 'Your account', marketing: false } } };
  expect(marketingTopic(policy, 'contact', 'news')).toEqual({ name: 'news', rules: news });
  expect(marketingTopic(policy, 'contact', 'account')).toBeUndefined();
  expect(marketingTopic(policy, 'contact', 'gone')).toBeUndefined();
  expect(marketingTopic(policy, 'contact', undefined)).toBeUndefined();
  expect(marketingTopic(policy, { team: 'managers' }, 'news')).toBeUndefined();
});
