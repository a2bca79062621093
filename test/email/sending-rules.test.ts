import { describe, expect, test } from 'vitest';
import {
  isSubscribed,
  judgeSending,
  marketingTopic,
  type SendingFacts,
} from '../../src/email/sending-rules.ts';
import type { SendingPolicy, Topic } from '../../src/program/settings.ts';

const ADA = { address: 'Ada@example.com' };
const KIM = { address: 'kim@example.com' };
const news: Topic = { title: 'News', marketing: true };

/** A mail to Ada that nothing is said against. */
function facts(more: Partial<SendingFacts> = {}): SendingFacts {
  return { recipients: { to: [ADA], cc: [] }, lacksApproval: false, suppressed: new Set(), ...more };
}

describe('who gets a mail', () => {
  test.each<[what: string, Partial<SendingFacts>, expected: object]>([
    ['nothing is said against it', {}, { verdict: 'send', to: { to: [ADA], cc: [] } }],
    ['the partner is not approved', { lacksApproval: true }, { verdict: 'skip', why: 'not-approved' }],
    ['the address does not work', { suppressed: new Set(['ada@example.com']) }, { why: 'suppressed' }],
    ['they are subscribed', { marketing: { isSubscribed: true } }, { verdict: 'send' }],
    ['they are not subscribed', { marketing: { isSubscribed: false } }, { why: 'unsubscribed' }],
    [
      'of two reasons the earlier one counts',
      { suppressed: new Set(['ada@example.com']), marketing: { isSubscribed: false } },
      { why: 'suppressed' },
    ],
    [
      'one of a team does not work',
      { recipients: { to: [ADA, KIM], cc: [] }, suppressed: new Set(['ada@example.com']) },
      { to: { to: [KIM], cc: [] } },
    ],
    [
      'who gets a copy does not work',
      { recipients: { to: [ADA], cc: [KIM] }, suppressed: new Set(['kim@example.com']) },
      { to: { to: [ADA], cc: [] } },
    ],
    [
      'only those who get a copy work',
      { recipients: { to: [ADA], cc: [KIM] }, suppressed: new Set(['ada@example.com']) },
      { why: 'suppressed' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(judgeSending(facts(more))).toMatchObject(expected);
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
  const policy: SendingPolicy = {
    from: 'partners@acme.example',
    postalAddress: 'London',
    teams: {},
    topics: { news, account: { title: 'Your account', marketing: false } },
  };
  expect(marketingTopic(policy, 'contact', 'news')).toEqual({ name: 'news', rules: news });
  expect(marketingTopic(policy, 'contact', 'account')).toBeUndefined();
  expect(marketingTopic(policy, 'contact', 'gone')).toBeUndefined();
  expect(marketingTopic(policy, 'contact', undefined)).toBeUndefined();
  expect(marketingTopic(policy, { team: 'managers' }, 'news')).toBeUndefined();
});
