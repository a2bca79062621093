import { expect, test } from 'vitest';
import { monthsUntil } from '../../src/calendar/months.ts';

const utc = (text: string): number => Date.parse(text);

test.each<[string, string, string, string[]]>([
  ['ends with the month that it is', '2026-01-05T09:00:00Z', 'UTC', ['2025-12-01', '2026-01-01']],
  ['the last day is no shorter month', '2026-03-31T23:59:00Z', 'UTC', ['2026-02-01', '2026-03-01']],
  [
    'goes by the clock of the zone, where the month has begun',
    '2026-02-28T23:30:00Z',
    'Europe/Berlin',
    ['2026-01-31T23:00:00Z', '2026-02-28T23:00:00Z'],
  ],
  [
    'and where it has not',
    '2026-03-01T04:00:00Z',
    'America/New_York',
    ['2026-01-01T05:00:00Z', '2026-02-01T05:00:00Z'],
  ],
  [
    'a clock change in between makes a month shorter',
    '2026-04-01T00:00:00Z',
    'Europe/Berlin',
    ['2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'],
  ],
  ['an unknown zone counts as UTC', '2026-01-05T09:00:00Z', 'Nowhere/At_All', ['2025-12-01', '2026-01-01']],
])('%s', (_what, now, zone, starts) => {
  expect(monthsUntil(utc(now), zone, starts.length)).toEqual(starts.map(utc));
});
