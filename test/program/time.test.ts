import { describe, expect, it, test } from 'vitest';
import {
  addUtc,
  needsCalendar,
  parseDuration,
  readInstant,
  isCalendarDate,
  type Duration,
} from '../../src/program/time.ts';

describe('parseDuration', () => {
  it.each<[string, Duration | undefined]>([
    ['1 minute', { ms: 60_000 }],
    ['90 minutes', { ms: 5_400_000 }],
    ['1570 minutes', { ms: 94_200_000 }],
    ['1 hour', { ms: 3_600_000 }],
    ['48 hours', { ms: 172_800_000 }],
    ['1 day', { days: 1 }],
    ['3 days', { days: 3 }],
    ['2 weeks', { days: 14 }],
    ['1 month', { months: 1 }],
    ['1 year', { months: 12 }],
    [' 3 days ', { days: 3 }],
    ['10000 days', { days: 10_000 }],
    ['10001 days', undefined],
    ['100000 days', undefined],
    ['', undefined],
    ['3', undefined],
    ['days', undefined],
    ['3days', undefined],
    ['3  days', undefined],
    ['3 Days', undefined],
    ['1.5 days', undefined],
    ['-1 days', undefined],
    ['three days', undefined],
    ['3 d', undefined],
    ['3 seconds', undefined],
    ['3 days 2 hours', undefined],
    ['P3D', undefined],
    ['3 constructor', undefined],
  ])('%j', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });
});

describe('addUtc', () => {
  it.each<[string, Duration, string]>([
    ['2026-01-05T09:00:00Z', {}, '2026-01-05T09:00:00Z'],
    ['2026-01-05T09:00:00Z', { ms: 90_000 }, '2026-01-05T09:01:30Z'],
    ['2026-01-05T09:00:00Z', { days: 30 }, '2026-02-04T09:00:00Z'],
    ['2026-01-31T09:00:00Z', { months: 1 }, '2026-02-28T09:00:00Z'],
    ['2028-01-31T09:00:00Z', { months: 1 }, '2028-02-29T09:00:00Z'],
    ['2028-02-29T09:00:00Z', { months: 12 }, '2029-02-28T09:00:00Z'],
    ['2026-03-31T09:00:00Z', { months: 1 }, '2026-04-30T09:00:00Z'],
    ['2026-12-31T23:59:59Z', { months: 2 }, '2027-02-28T23:59:59Z'],
    ['2026-01-31T09:00:00Z', { months: 1, days: 1, ms: 1000 }, '2026-03-01T09:00:01Z'],
    // No zone's clock change matters.
    ['2026-03-28T12:00:00Z', { days: 1 }, '2026-03-29T12:00:00Z'],
    ['1969-12-31T00:00:00Z', { days: 1 }, '1970-01-01T00:00:00Z'],
  ])('%s plus %j is %s', (from, duration, to) => {
    expect(addUtc(Date.parse(from), duration)).toBe(Date.parse(to));
  });
});

describe('needsCalendar', () => {
  it.each<[Duration, boolean]>([
    [{ ms: 1 }, false],
    [{}, false],
    [{ days: 0 }, false],
    [{ days: 1 }, true],
    [{ months: 1 }, true],
    [{ months: 1, ms: 1 }, true],
  ])('%j: %s', (duration, needs) => {
    expect(needsCalendar(duration)).toBe(needs);
  });
});

describe('readInstant', () => {
  test.each([
    ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T09:00+02:00', '2026-01-05T07:00:00.000Z'],
    ['2028-02-29t00:00:00.5z', '2028-02-29T00:00:00.500Z'],
  ])('%s', (text, instant) => {
    expect(readInstant(text)).toBe(Date.parse(instant));
  });

  test.each([
    '2026-02-30T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-01-05T25:00:00Z',
    '2026-01-05T09:00:00',
    '2026-01-05',
    'now',
  ])('%s is none', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-04-31', false],
  ['2026-2-3', false],
])('is %s a day of the calendar? %s', (text, isDay) => {
  expect(isCalendarDate(text)).toBe(isDay);
});
