import { describe, expect, it } from 'vitest';
import { nextOccurrence, occurrencesUntil } from '../../src/calendar/date-occurrences.ts';
import type { DateRequest } from '../../src/program/commands.ts';

const LONDON = 'Europe/London';
const at = (text: string) => Date.parse(text);

/** What of a request matters to a row; it asks from the start of 2026 on, for midnight. */
type Asked = Partial<DateRequest> & Pick<DateRequest, 'from'>;

function request(asked: Asked): DateRequest {
  return { at: '00:00', after: at('2026-01-01T00:00Z'), ...asked };
}

describe('the next time that a date comes', () => {
  it.each<[string, Asked, [date: string, at: string] | undefined]>([
    [LONDON, { from: '2026-06-24' }, ['2026-06-24', '2026-06-24T00:00+01:00']],
    [LONDON, { from: '2026-06-24', at: '09:00' }, ['2026-06-24', '2026-06-24T09:00+01:00']],
    ['Asia/Tokyo', { from: '2026-06-24', at: '09:00' }, ['2026-06-24', '2026-06-24T09:00+09:00']],
    ['Mars/Olympus_Mons', { from: '2026-06-24' }, ['2026-06-24', '2026-06-24T00:00Z']],
    // Past, and reached at the very instant after which it has to come.
    [LONDON, { from: '2025-12-31' }, undefined],
    [LONDON, { from: '2026-01-01' }, undefined],
    // Offsets move the day, not the date; at month and year ends to the last day there is.
    [
      LONDON,
      { from: '2026-03-31', offset: { sign: -1, months: 1 } },
      ['2026-03-31', '2026-02-28T00:00+00:00'],
    ],
    [LONDON, { from: '2026-01-20', offset: { sign: -1, days: 20 } }, undefined],
    [LONDON, { from: '2025-12-30', offset: { sign: 1, days: 3 } }, ['2025-12-30', '2026-01-02T00:00+00:00']],
    [
      LONDON,
      { from: '2026-03-30', offset: { sign: -1, days: 1 }, at: '01:30' },
      ['2026-03-30', '2026-03-29T02:30+01:00'],
    ],
    [
      LONDON,
      { from: '2026-10-24', offset: { sign: 1, days: 1 }, at: '01:30' },
      ['2026-10-24', '2026-10-25T01:30+01:00'],
    ],
    // Hours count from the time of day, exactly.
    [
      LONDON,
      { from: '2026-03-29', offset: { sign: 1, ms: 3 * 3_600_000 } },
      ['2026-03-29', '2026-03-29T04:00+01:00'],
    ],
    // An instant counts as the day on which it falls there.
    ['Asia/Tokyo', { from: at('2026-06-23T16:00Z') }, ['2026-06-24', '2026-06-24T00:00+09:00']],
    // Every year: also the first time, and with an offset that reaches into another year.
    [LONDON, { from: '2026-06-24', every: 'year' }, ['2026-06-24', '2026-06-24T00:00+01:00']],
    [LONDON, { from: '1990-06-24', every: 'year' }, ['2026-06-24', '2026-06-24T00:00+01:00']],
    [LONDON, { from: '2030-06-24', every: 'year' }, ['2030-06-24', '2030-06-24T00:00+01:00']],
    [
      LONDON,
      { from: '1990-01-10', every: 'year', offset: { sign: -1, days: 14 } },
      ['2027-01-10', '2026-12-27T00:00+00:00'],
    ],
    [
      LONDON,
      { from: '1990-12-25', every: 'year', offset: { sign: 1, days: 14 } },
      ['2025-12-25', '2026-01-08T00:00+00:00'],
    ],
    [
      LONDON,
      { from: '1990-06-24', every: 'year', offset: { sign: 1, months: 30 } },
      ['2024-06-24', '2026-12-24T00:00+00:00'],
    ],
    // 29 February: the 28th in years that lack it, and the 29th again in leap years.
    [LONDON, { from: '2024-02-29', every: 'year' }, ['2026-02-28', '2026-02-28T00:00+00:00']],
    [
      LONDON,
      { from: '2024-02-29', every: 'year', after: at('2027-06-01T00:00Z') },
      ['2028-02-29', '2028-02-29T00:00+00:00'],
    ],
  ])('%s: %o', (zone, asked, expected) => {
    const found = nextOccurrence(request(asked), zone);
    expect(found && [found.date, new Date(found.at).toISOString()]).toEqual(
      expected && [expected[0], new Date(expected[1]).toISOString()],
    );
  });
});

it('finds all between two instants, the end included', () => {
  const birthday = request({ from: '1990-06-24', every: 'year', after: at('2024-06-24T00:00+01:00') });
  const until = (end: string) => occurrencesUntil(birthday, LONDON, at(end)).map(({ date }) => date);
  expect(until('2026-06-24T00:00+01:00')).toEqual(['2025-06-24', '2026-06-24']);
  expect(until('2026-06-23T23:59+01:00')).toEqual(['2025-06-24']);
  expect(until('2024-06-25T00:00Z')).toEqual([]);
});
