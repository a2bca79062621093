import { expect, test } from 'vitest';
import { html } from '../../src/gateway/views/html.ts';
import type { TimelineLine } from '../../src/gateway/views/timeline-line.ts';
import { softBounceLine } from '../../src/gateway/views/timeline-mail.ts';
import { placeLine, waitLine } from '../../src/gateway/views/timeline-wait.ts';
import { lasted } from '../../src/gateway/views/when.ts';
import { wordbook } from '../../src/gateway/views/wordbook.ts';
import type { SoftBounce } from '../../src/partners/soft-bounces.ts';
import type { PastWait } from '../../src/partners/timeline-entry.ts';
import type { Step } from '../../src/program/step-types.ts';
import {
  approve,
  DAY,
  email,
  end,
  HOUR,
  mapOf,
  MINUTE,
  path,
  START,
  task,
  wait,
} from '../program/builders.ts';
import { SETTINGS } from './settings.ts';

const firstSale: Step = {
  id: 'first-sale',
  kind: 'waitFor',
  title: 'First sale',
  on: { type: 'sale-recorded' },
  otherwise: null,
  next: null,
};
const both: Step = { id: 'both', kind: 'fork', join: 'all', paths: [], next: null };
const map = mapOf({
  title: 'Follow-up',
  steps: path(
    approve('review'),
    task('call', {}),
    wait('follow-up', { days: 3 }),
    firstSale,
    both,
    email('welcome'),
    end('active'),
  ),
});
const words = wordbook(SETTINGS, [map], START);
const reader = { locale: 'en-US', timeZone: 'Europe/Berlin' };

function text({ title, details }: TimelineLine): string {
  return html`${title} / ${details}`
    .toString()
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const SINCE = 'since Jan 5, 2026, 10:00 AM GMT+1';

test.each<[step: string, wakeAt: number | undefined, words: string]>([
  ['follow-up', START + 3 * DAY, `Waited 3 days at “follow-up” / Follow-up · ${SINCE}`],
  ['review', START + DAY, `Waited 3 days for approval at “review” / Follow-up · ${SINCE}`],
  ['call', undefined, `Waited 3 days for the task “Call them” at “call” / Follow-up · ${SINCE}`],
  [
    'first-sale',
    START + 30 * DAY,
    `Waited 3 days at “First sale” / Follow-up · until: Sale is recorded · ${SINCE}`,
  ],
  [
    'first-sale',
    START + 3 * DAY,
    `Waited 3 days at “First sale” / Follow-up · until: Sale is recorded · gave up, for its time was over · ${SINCE}`,
  ],
  ['both', undefined, `Waited 3 days for the paths to come together at “both” / Follow-up · ${SINCE}`],
  ['welcome', undefined, `Waited 3 days to send the mail at “welcome” / Follow-up · ${SINCE}`],
  ['active', undefined, `Stood 3 days at “active” / Follow-up · ${SINCE}`],
  ['gone', START, `Waited 3 days at “gone” / Follow-up · ${SINCE}`],
])('a wait at %s that is over', (step, wakeAt, expected) => {
  const past: PastWait = { map: 'm', step, entry: 1, since: START, leftAt: START + 3 * DAY };
  expect(text(waitLine(wakeAt === undefined ? past : { ...past, wakeAt }, words, reader))).toBe(expected);
});

const LATER = 'Jan 8, 2026, 10:00 AM GMT+1';

test.each<[step: string, wakeAt: number | undefined, words: string]>([
  [
    'follow-up',
    START + 3 * DAY,
    `Waits at “follow-up” since then / Follow-up · goes on ${LATER} at the latest`,
  ],
  [
    'review',
    START + 3 * DAY,
    `Waits for approval at “review” since then / Follow-up · next wake-up ${LATER}`,
  ],
  [
    'first-sale',
    START + 3 * DAY,
    `Waits at “First sale” since then / Follow-up · until: Sale is recorded · gives up ${LATER} at the latest`,
  ],
  ['first-sale', undefined, 'Waits at “First sale” since then / Follow-up · until: Sale is recorded'],
  ['active', undefined, 'Stands at “active” since then / Follow-up'],
  ['gone', undefined, 'Stands at “gone” since then / Follow-up'],
])('standing at %s now', (step, wakeAt, expected) => {
  const position = { map: 'm', release: 'r', step, entry: 1, since: START };
  expect(text(placeLine(wakeAt === undefined ? position : { ...position, wakeAt }, words, reader))).toBe(
    expected,
  );
});

test('a map that the current release does not have is called by its name', () => {
  const wait = {
    map: 'old',
    step: 'first-sale',
    entry: 1,
    since: START,
    leftAt: START + HOUR,
    wakeAt: START,
  };
  expect(text(waitLine(wait, words, reader))).toBe(`Waited 1 hour at “first-sale” / old · ${SINCE}`);
});

test.each<[ms: number, words: string]>([
  [MINUTE, '1 minute'],
  [HOUR, '1 hour'],
  [90 * MINUTE, '90 minutes'],
  [2 * HOUR + 29 * MINUTE, '2 hours'],
  [DAY, '1 day'],
  [DAY + 20_000, '1 day'],
  [36 * HOUR, '36 hours'],
  // Three days over the change to summer time.
  [3 * DAY - HOUR, '3 days'],
  [400 * DAY, '400 days'],
])('%i milliseconds last %s', (ms, expected) => {
  expect(lasted(ms)).toBe(expected);
});

const bounce: SoftBounce = { reason: '452 4.2.2 mailbox full', time: START, at: START + 1_000 };
const mail = { contactId: 'c_a', map: 'm', entry: 3, index: 0, title: 'Welcome <Ada>' };

test('a mail that came back for now: which, why, and when it did where that is not when it was told', () => {
  const line = softBounceLine({ ...bounce, mail }, reader);
  expect(text(line)).toBe(
    'Mail Welcome &lt;Ada&gt; came back for now / 452 4.2.2 mailbox full A temporary failure: later mails are sent.',
  );
  expect(String(html`${line.title}`)).toContain('href="/console/contacts/c_a/mails/m/3/0"');
  expect(text(softBounceLine({ ...bounce, at: START + HOUR }, reader))).toBe(
    'A mail came back for now / 452 4.2.2 mailbox full A temporary failure: later mails are sent. Happened Jan 5, 2026, 10:00 AM GMT+1.',
  );
});
