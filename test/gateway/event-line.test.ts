import { expect, test } from 'vitest';
import { factLine } from '../../src/gateway/views/timeline-fact.ts';
import { html } from '../../src/gateway/views/html.ts';
import { wordbook } from '../../src/gateway/views/wordbook.ts';
import type { FieldValue } from '../../src/program/events.ts';
import type { Settings } from '../../src/program/settings.ts';
import { MAPS, SETTINGS } from './settings.ts';
import { START } from './test-gateway.ts';

const settings: Settings = {
  ...SETTINGS,
  events: {
    fair: {
      prize: { type: 'money', currency: { code: 'EUR', digits: 2 } },
      since: { type: 'instant' },
      seen: { type: 'integer' },
    },
  },
};

/** The words of the line that tells of an event with this data. */
function line(data: Record<string, FieldValue>, name = 'fair', time = START): string {
  return told({ type: 'custom', time, data: { name, data, changes: [] } });
}

function told(fact: Parameters<typeof factLine>[0]): string {
  const words = wordbook(settings, MAPS, START);
  const { title, details } = factLine(fact, START, words, { locale: 'en-US', timeZone: 'UTC' });
  return html`${title} ${details}`
    .toString()
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

test.each<[what: string, told: string, words: string]>([
  ['money in its own currency', line({ prize: 150_050 }), 'Event fair prize €1,500.50'],
  ['an instant', line({ since: START }), 'Event fair since Jan 5, 2026, 9:00 AM UTC'],
  ['a number', line({ seen: 1_234 }), 'Event fair seen 1,234'],
  ['a box', line({ seen: true }), 'Event fair seen Yes'],
  ['markup as text', line({ seen: '<b>' }), 'Event fair seen &lt;b&gt;'],
  ['what is no longer declared', line({ old: 5 }, 'constructor'), 'Event constructor old 5'],
  ['nothing', line({}), 'Event fair'],
  [
    'that it happened earlier',
    line({}, 'fair', START - 86_400_000),
    'Event fair Happened Jan 4, 2026, 9:00 AM UTC',
  ],
])('an event tells %s', (_what, told, words) => {
  expect(told).toBe(words);
});

test('a click tells in which mail, and on which link', () => {
  const data = { email: 'news', link: 'https://acme.example/?a=1&b=<b>', changes: [] };
  expect(told({ type: 'email-clicked', time: START, data })).toBe(
    'Clicked a link in the mail news https://acme.example/?a=1&amp;b=&lt;b&gt;',
  );
});
