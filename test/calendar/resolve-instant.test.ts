import { describe, expect, it } from 'vitest';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import { parseDuration } from '../../src/program/time.ts';

/** Zone, from (with the offset of its clock), duration, and where it ends. */
type Row = [zone: string, from: string, duration: string, to: string];

const LONDON = 'Europe/London';
const NEW_YORK = 'America/New_York';

function resolved([zone, from, duration]: Row): string {
  const length = parseDuration(duration);
  if (!length) throw new Error(`not a duration: ${duration}`);
  return new Date(resolveInstant({ from: Date.parse(from), duration: length }, zone)).toISOString();
}

function table(rows: Row[]): void {
  it.each(rows)('%s: %s + %s = %s', (...row) => {
    expect(resolved(row)).toBe(new Date(row[3]).toISOString());
  });
}

describe('days keep the time on the clock', () => {
  table([
    [LONDON, '2026-01-05T09:00+00:00', '1 day', '2026-01-06T09:00+00:00'],
    [LONDON, '2026-03-28T09:00+00:00', '1 day', '2026-03-29T09:00+01:00'],
    [LONDON, '2026-10-24T09:00+01:00', '1 day', '2026-10-25T09:00+00:00'],
    [LONDON, '2026-03-25T09:00+00:00', '1 week', '2026-04-01T09:00+01:00'],
    [NEW_YORK, '2026-03-07T15:00-05:00', '1 day', '2026-03-08T15:00-04:00'],
    [NEW_YORK, '2026-10-31T15:00-04:00', '1 day', '2026-11-01T15:00-05:00'],
    ['Asia/Kolkata', '2026-03-28T09:00+05:30', '30 days', '2026-04-27T09:00+05:30'],
  ]);
});

describe('minutes and hours are exact', () => {
  table([
    [LONDON, '2026-03-28T09:00+00:00', '24 hours', '2026-03-29T10:00+01:00'],
    [LONDON, '2026-10-24T09:00+01:00', '24 hours', '2026-10-25T08:00+00:00'],
    [NEW_YORK, '2026-03-08T01:30-05:00', '60 minutes', '2026-03-08T03:30-04:00'],
  ]);
});

describe('a time that the clock change skips becomes the later one', () => {
  table([
    [LONDON, '2026-03-28T01:30+00:00', '1 day', '2026-03-29T02:30+01:00'],
    [NEW_YORK, '2026-03-07T02:30-05:00', '1 day', '2026-03-08T03:30-04:00'],
  ]);
});

describe('of a time that comes twice the first is meant', () => {
  table([
    [LONDON, '2026-10-24T01:30+01:00', '1 day', '2026-10-25T01:30+01:00'],
    [NEW_YORK, '2026-10-31T01:30-04:00', '1 day', '2026-11-01T01:30-04:00'],
  ]);
});

describe('a day that the month lacks becomes its last', () => {
  table([
    ['UTC', '2026-01-31T12:00Z', '1 month', '2026-02-28T12:00Z'],
    ['UTC', '2028-01-31T12:00Z', '1 month', '2028-02-29T12:00Z'],
    ['UTC', '2028-02-29T12:00Z', '1 year', '2029-02-28T12:00Z'],
    ['UTC', '2028-02-28T12:00Z', '1 day', '2028-02-29T12:00Z'],
    [LONDON, '2026-02-28T12:00+00:00', '1 month', '2026-03-28T12:00+00:00'],
    [LONDON, '2026-08-31T12:00+01:00', '2 months', '2026-10-31T12:00+00:00'],
  ]);
});

it('takes an unknown zone for UTC', () => {
  const rows = ['Mars/Olympus_Mons', '', 'Europe/London '].map((zone): Row => [
    zone,
    '2026-03-28T09:00Z',
    '1 day',
    '',
  ]);
  expect(rows.map(resolved)).toEqual(Array(3).fill('2026-03-29T09:00:00.000Z'));
});

it('counts days before hours', () => {
  const from = Date.parse('2026-03-28T01:30Z');
  const end = resolveInstant({ from, duration: { days: 1, ms: 3_600_000 } }, LONDON);
  expect(new Date(end).toISOString()).toBe('2026-03-29T02:30:00.000Z');
});
