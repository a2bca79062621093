import { describe, expect, it } from 'vitest';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { InstantRequest } from '../../src/program/commands.ts';
import type { Window } from '../../src/program/step-types.ts';
import { parseDuration, type Duration } from '../../src/program/time.ts';

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

/** Zone, request, and where it ends. */
type Request = [zone: string, request: InstantRequest, to: string];

function requests(rows: Request[]): void {
  it.each(rows)('%s: %o ends at %s', (zone, request, to) => {
    const end = resolveInstant(request, zone);
    expect(new Date(end).toISOString()).toBe(new Date(to).toISOString());
  });
}

const at = (text: string) => Date.parse(text);

describe('a date begins at midnight by the clock of the zone', () => {
  requests([
    [LONDON, { from: '2026-12-24', duration: {} }, '2026-12-24T00:00+00:00'],
    [LONDON, { from: '2026-06-24', duration: {} }, '2026-06-24T00:00+01:00'],
    ['Pacific/Auckland', { from: '2026-12-24', duration: {} }, '2026-12-24T00:00+13:00'],
    // Clocks go forward at midnight there: the day begins at one.
    ['Africa/Cairo', { from: '2026-04-24', duration: {} }, '2026-04-24T01:00+03:00'],
    ['Mars/Olympus_Mons', { from: '2026-12-24', duration: {} }, '2026-12-24T00:00Z'],
  ]);
});

describe('a signed duration goes before or after', () => {
  const before = (duration: Duration) => ({ sign: -1, ...duration }) as const;
  requests([
    [LONDON, { from: '2026-03-31', duration: before({ months: 1 }) }, '2026-02-28T00:00+00:00'],
    [LONDON, { from: '2026-04-01', duration: before({ days: 3 }) }, '2026-03-29T00:00+00:00'],
    [LONDON, { from: '2028-03-01', duration: before({ days: 1 }) }, '2028-02-29T00:00+00:00'],
    [LONDON, { from: '2027-01-01', duration: before({ days: 1 }) }, '2026-12-31T00:00+00:00'],
    [LONDON, { from: '2026-03-30', duration: before({ ms: 24 * 3_600_000 }) }, '2026-03-28T23:00+00:00'],
    [LONDON, { from: '2026-03-30', duration: { sign: 1, months: 12 } }, '2027-03-30T00:00+01:00'],
  ]);
});

describe('the next time of day', () => {
  requests([
    [LONDON, { from: at('2026-01-05T08:00Z'), duration: {}, at: '09:00' }, '2026-01-05T09:00+00:00'],
    [LONDON, { from: at('2026-01-05T09:00Z'), duration: {}, at: '09:00' }, '2026-01-05T09:00+00:00'],
    [LONDON, { from: at('2026-01-05T09:01Z'), duration: {}, at: '09:00' }, '2026-01-06T09:00+00:00'],
    [LONDON, { from: at('2026-12-31T23:30Z'), duration: {}, at: '00:15' }, '2027-01-01T00:15+00:00'],
    // Skipped: half an hour later than it says. Twice: the first of both.
    [LONDON, { from: at('2026-03-28T12:00Z'), duration: {}, at: '01:30' }, '2026-03-29T02:30+01:00'],
    [LONDON, { from: at('2026-10-24T12:00Z'), duration: {}, at: '01:30' }, '2026-10-25T01:30+01:00'],
    [LONDON, { from: at('2026-10-25T01:10Z'), duration: {}, at: '01:30' }, '2026-10-26T01:30+00:00'],
    [
      NEW_YORK,
      { from: at('2026-03-07T20:00Z'), duration: { days: 1 }, at: '09:00' },
      '2026-03-09T09:00-04:00',
    ],
  ]);
});

describe('a window moves the end into working hours', () => {
  const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', zone: 'contact' };
  const nights = { days: [5], from: '22:00', to: '06:00', zone: 'contact' };
  const allDay = { days: [6], from: '00:00', to: '24:00', zone: 'contact' };
  const skipped = { days: [7], from: '01:15', to: '01:45', zone: 'contact' };
  const ending = (window: Window) => (text: string) => ({ from: at(text), duration: {}, window });
  const [inOffice, inNights, onSaturday] = [ending(office), ending(nights), ending(allDay)];
  requests([
    [LONDON, inOffice('2026-01-05T08:59Z'), '2026-01-05T09:00+00:00'],
    [LONDON, inOffice('2026-01-05T12:34Z'), '2026-01-05T12:34+00:00'],
    [LONDON, inOffice('2026-01-05T17:00Z'), '2026-01-06T09:00+00:00'],
    [LONDON, inOffice('2026-01-09T17:00Z'), '2026-01-12T09:00+00:00'],
    [NEW_YORK, inOffice('2026-01-05T09:00Z'), '2026-01-05T09:00-05:00'],
    [NEW_YORK, ending({ ...office, zone: LONDON })('2026-01-05T08:00Z'), '2026-01-05T09:00+00:00'],
    // Over the weekend on which the clocks change.
    [LONDON, inOffice('2026-03-27T18:00Z'), '2026-03-30T09:00+01:00'],
    [LONDON, inOffice('2026-10-23T18:00+01:00'), '2026-10-26T09:00+00:00'],
    // Across midnight: the night belongs to the day on which it starts.
    [LONDON, inNights('2026-01-09T23:00Z'), '2026-01-09T23:00+00:00'],
    [LONDON, inNights('2026-01-10T05:59Z'), '2026-01-10T05:59+00:00'],
    [LONDON, inNights('2026-01-10T06:00Z'), '2026-01-16T22:00+00:00'],
    [LONDON, inNights('2026-01-08T23:00Z'), '2026-01-09T22:00+00:00'],
    [LONDON, onSaturday('2026-12-31T12:00Z'), '2027-01-02T00:00+00:00'],
    [LONDON, onSaturday('2026-01-10T23:59Z'), '2026-01-10T23:59+00:00'],
    // Both ends are skipped and become an hour later; a week after they are as written.
    [LONDON, ending(skipped)('2026-03-29T00:00Z'), '2026-03-29T02:15+01:00'],
    [LONDON, ending(skipped)('2026-03-29T02:00Z'), '2026-04-05T01:15+01:00'],
    [
      LONDON,
      { ...inOffice('2026-01-03T12:00Z'), earliest: at('2026-01-07T12:00Z') },
      '2026-01-07T12:00+00:00',
    ],
    [
      LONDON,
      { ...inOffice('2026-01-03T12:00Z'), earliest: at('2026-01-07T18:00Z') },
      '2026-01-08T09:00+00:00',
    ],
  ]);
});
