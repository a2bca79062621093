import { expect, test } from 'vitest';
import { factLine } from '../../src/gateway/views/timeline-fact.ts';
import { html } from '../../src/gateway/views/html.ts';
import { wordbook } from '../../src/gateway/views/wordbook.ts';
import type { TimelineFact } from '../../src/partners/timeline-entry.ts';
import { MAPS, SETTINGS } from './settings.ts';
import { START } from './test-gateway.ts';

/** The words of the line that tells of a fact, recorded `later` than it fell due. */
function line(fact: TimelineFact, later = 0): string {
  const words = wordbook(SETTINGS, MAPS, START);
  const { title, details } = factLine(fact, fact.time + later, words, { locale: 'en-US', timeZone: 'UTC' });
  return html`${title} ${details}`
    .toString()
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const sale = { id: 's-1', amount: 10_000, kind: 'first', at: START } as const;

test('a commission that became payable: how much, and of which sale', () => {
  const data = { sale, commission: { amount: 1_550 }, program: 'main', changes: [] };
  expect(line({ type: 'commission-payable', time: START, data })).toBe(
    'Commission of $15.50 became payable for sale s-1',
  );
});

test('what was paid out: how much, and in which payout', () => {
  const data = { payout: { batch: '2026-01', amount: 1_550, at: START }, program: 'main', changes: [] };
  expect(line({ type: 'commission-paid', time: START, data })).toBe('Paid out $15.50 in payout 2026-01');
});

test.each([
  [true, 'Enough is payable for a payout'],
  [false, 'What is payable is no longer enough for a payout'],
])('a change of payoutReady to %s that no other fact tells of', (after, words) => {
  const data = { program: 'main', changes: [{ field: 'payoutReady', before: !after, after }] };
  expect(line({ type: 'payout-ready-changed', time: START, data })).toBe(words);
});

test('a date that came: which, for which map, and when it did if that was told late', () => {
  const data = { map: 'partner-welcome', door: 'trigger/day', date: '2026-01-05', changes: [] };
  expect(line({ type: 'date-reached', time: START, data }, 86_400_000)).toBe(
    'The date 2026-01-05 came Sign-up and welcome Happened Jan 5, 2026, 9:00 AM UTC',
  );
});
