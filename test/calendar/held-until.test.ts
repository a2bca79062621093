import { describe, expect, it } from 'vitest';
import { heldUntil } from '../../src/calendar/daily-hours.ts';

const LONDON = 'Europe/London';
const NEW_YORK = 'America/New_York';

/** Zone, hours, an instant (with the offset of its clock), and until when a mail is held then; null: it is not. */
type Row = [zone: string, hours: string, at: string, until: string | null];

function table(rows: Row[]): void {
  it.each(rows)('%s, %s: at %s until %s', (zone, hours, at, until) => {
    const [from = '', to = ''] = hours.split('–');
    const end = heldUntil(Date.parse(at), { from, to, zone });
    expect(end === undefined ? null : new Date(end).toISOString()).toBe(
      until && new Date(until).toISOString(),
    );
  });
}

describe('hours across midnight', () => {
  table([
    [LONDON, '21:00–08:00', '2026-01-05T20:59:59.999+00:00', null],
    [LONDON, '21:00–08:00', '2026-01-05T21:00+00:00', '2026-01-06T08:00+00:00'],
    [LONDON, '21:00–08:00', '2026-01-06T00:00+00:00', '2026-01-06T08:00+00:00'],
    [LONDON, '21:00–08:00', '2026-01-06T07:59:59.999+00:00', '2026-01-06T08:00+00:00'],
    [LONDON, '21:00–08:00', '2026-01-06T08:00+00:00', null],
    [LONDON, '21:00–00:00', '2026-01-05T23:00+00:00', '2026-01-06T00:00+00:00'],
    ['Asia/Kolkata', '21:00–08:00', '2026-01-05T16:00Z', '2026-01-06T08:00+05:30'],
    ['Asia/Kolkata', '21:00–08:00', '2026-01-05T12:00Z', null],
  ]);
});

describe('hours within one day', () => {
  table([
    [LONDON, '12:00–14:00', '2026-01-05T11:59+00:00', null],
    [LONDON, '12:00–14:00', '2026-01-05T13:00+00:00', '2026-01-05T14:00+00:00'],
    [LONDON, '12:00–14:00', '2026-01-05T14:00+00:00', null],
    [LONDON, '00:00–06:00', '2026-01-05T00:00+00:00', '2026-01-05T06:00+00:00'],
  ]);
});

describe('at the ends of months and years', () => {
  table([
    [LONDON, '21:00–08:00', '2026-12-31T22:00+00:00', '2027-01-01T08:00+00:00'],
    [LONDON, '21:00–08:00', '2028-02-28T22:00+00:00', '2028-02-29T08:00+00:00'],
    [LONDON, '21:00–08:00', '2027-02-28T22:00+00:00', '2027-03-01T08:00+00:00'],
  ]);
});

describe('when clocks go forward', () => {
  table([
    // An hour shorter than other nights.
    [LONDON, '21:00–08:00', '2026-03-28T22:00+00:00', '2026-03-29T08:00+01:00'],
    // An end that is skipped (01:30) becomes the later time, a start too.
    [LONDON, '21:00–01:30', '2026-03-29T00:30+00:00', '2026-03-29T02:30+01:00'],
    [NEW_YORK, '02:30–08:00', '2026-03-08T03:15-04:00', null],
    [NEW_YORK, '02:30–08:00', '2026-03-08T03:30-04:00', '2026-03-08T08:00-04:00'],
    // The start becomes 03:30, which is after the end: that night has no such hours.
    [NEW_YORK, '02:30–03:15', '2026-03-08T03:10-04:00', null],
    [NEW_YORK, '02:30–03:15', '2026-03-08T01:59-05:00', null],
  ]);
});

describe('when clocks go back', () => {
  table([
    // An hour longer than other nights.
    [LONDON, '21:00–08:00', '2026-10-24T22:00+01:00', '2026-10-25T08:00+00:00'],
    // An end that comes twice (01:30) is the first; the second half past one is not held again.
    [LONDON, '21:00–01:30', '2026-10-25T01:00+01:00', '2026-10-25T01:30+01:00'],
    [LONDON, '21:00–01:30', '2026-10-25T01:00+00:00', null],
    // A start that comes twice is the first: the hours go through both.
    [NEW_YORK, '01:30–06:00', '2026-11-01T01:30-04:00', '2026-11-01T06:00-05:00'],
    [NEW_YORK, '01:30–06:00', '2026-11-01T01:10-05:00', '2026-11-01T06:00-05:00'],
  ]);
});

it('takes an unknown zone for UTC', () => {
  const hours = { from: '21:00', to: '08:00', zone: 'Mars/Olympus_Mons' };
  expect(heldUntil(Date.parse('2026-01-05T22:00Z'), hours)).toBe(Date.parse('2026-01-06T08:00Z'));
});

it('holds nothing when start and end are the same', () => {
  const hours = { from: '08:00', to: '08:00', zone: LONDON };
  expect(heldUntil(Date.parse('2026-01-05T08:00Z'), hours)).toBeUndefined();
});
