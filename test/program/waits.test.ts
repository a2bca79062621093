import { describe, expect, it } from 'vitest';
import type { WaitStep } from '../../src/program/step-types.ts';
import { DAY, door, email, HOUR, mapOf, MINUTE, path, releases, START, submitted } from './builders.ts';
import { Player } from './player.ts';

/** What a `wait` says, beside what every step has. */
type Until = Omit<WaitStep, 'id' | 'kind' | 'next'>;

const WEEKDAYS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', zone: 'UTC' };

/** A map with one wait, then a mail; a sign-up brings the contact on. */
function waiting(until: Until): Player {
  const step: WaitStep = { id: 'w', kind: 'wait', next: null, ...until };
  const map = mapOf({
    fields: { contractEnds: 'date', calledAt: 'instant', score: 'integer' },
    triggers: [door('in', { type: 'form-submitted' }, 'w')],
    steps: path(step, email('then')),
  });
  return new Player(releases({ r1: [map] }));
}

/** When the mail behind the wait was asked for. */
const wentOn = (play: Player) => play.started.map(({ at }) => new Date(at).toISOString());

describe('a wait from Monday, 5 January 2026, 09:00 UTC', () => {
  it.each<[string, Until, string]>([
    ['for days', { for: { days: 3 } }, '2026-01-08T09:00'],
    ['for days, then a time', { for: { days: 3 }, at: '10:30' }, '2026-01-08T10:30'],
    ['for days, then a time that is past that day', { for: { days: 3 }, at: '08:30' }, '2026-01-09T08:30'],
    ['for days that end at the very time', { for: { days: 3 }, at: '09:00' }, '2026-01-08T09:00'],
    ['for minutes, then a time', { for: { ms: 90 * MINUTE }, at: '12:00' }, '2026-01-05T12:00'],
    ['the next time of day', { at: '18:00' }, '2026-01-05T18:00'],
    ['a time of day that is now', { at: '09:00' }, '2026-01-06T09:00'],
    ['until a date', { until: '2026-02-01' }, '2026-02-01T00:00'],
    ['until a date and time', { until: '2026-02-01', at: '09:00' }, '2026-02-01T09:00'],
    ['until an instant', { until: START + DAY }, '2026-01-06T09:00'],
    ['until some time after an instant', { until: START, offset: { sign: 1, ms: HOUR } }, '2026-01-05T10:00'],
    ['until days before a date', { until: '2026-02-01', offset: { sign: -1, days: 3 } }, '2026-01-29T00:00'],
    ['until months after', { until: '2026-01-31', offset: { sign: 1, months: 1 } }, '2026-02-28T00:00'],
    ['for days that end at a weekend', { for: { days: 5 }, window: WEEKDAYS }, '2026-01-12T09:00'],
    ['until a date that is past, in hours', { until: '2026-01-01', window: WEEKDAYS }, '2026-01-05T09:00'],
    ['for working hours', { window: { ...WEEKDAYS, days: [2] } }, '2026-01-06T09:00'],
    ['for working hours that are now', { window: WEEKDAYS }, '2026-01-05T09:00'],
    ['until a date that is past', { until: '2026-01-05' }, '2026-01-05T09:00'],
    ['until an instant before', { until: START, offset: { sign: -1, ms: 1 } }, '2026-01-05T09:00'],
  ])('%s', (_what, until, end) => {
    const play = waiting(until)
      .hear(submitted())
      .pass(60 * DAY);
    expect(wentOn(play)).toEqual([`${end}:00.000Z`]);
  });
});

describe('a wait until a field', () => {
  const until: Until = { untilField: 'contractEnds', offset: { sign: -1, days: 30 }, at: '09:00' };

  it('waits until the field is filled', () => {
    const play = waiting(until)
      .hear(submitted())
      .pass(50 * DAY);
    expect(play.at('w').waits).toEqual({ for: 'event' });
    play.correct({ contractEnds: '2026-06-01' }).pass(365 * DAY);
    expect(wentOn(play)).toEqual(['2026-05-02T09:00:00.000Z']);
  });

  it.each<[string, string | null, string[]]>([
    ['earlier', '2026-03-01', ['2026-01-30T09:00:00.000Z']],
    ['later', '2026-09-01', ['2026-08-02T09:00:00.000Z']],
    ['to the past', '2026-01-02', ['2026-01-10T09:00:00.000Z']],
    ['to nothing', null, []],
    ['to no date', 'soon', []],
    ['to a date that does not exist', '2026-02-30', []],
  ])('moves when the field changes: %s', (_what, contractEnds, ends) => {
    const play = waiting(until)
      .correct({ contractEnds: '2026-06-01' })
      .hear(submitted())
      .pass(5 * DAY);
    play.correct({ contractEnds }).pass(365 * DAY);
    expect(wentOn(play)).toEqual(ends);
  });

  it('does not move when another field changes', () => {
    const play = waiting(until).correct({ contractEnds: '2026-06-01' }).hear(submitted());
    const { waits } = play.at('w');
    play.correct({ score: 7 });
    expect(play.at('w').waits).toEqual(waits);
  });

  it('takes an instant as it is', () => {
    const play = waiting({ untilField: 'calledAt', offset: { sign: 1, ms: HOUR } }).hear(submitted());
    play.correct({ calledAt: START + DAY }).pass(2 * DAY);
    expect(wentOn(play)).toEqual(['2026-01-06T10:00:00.000Z']);
  });

  it('drops the answer to what was asked about the old date', () => {
    const play = waiting(until).correct({ contractEnds: '2026-06-01' });
    play.resolves = 'hold';
    play.hear(submitted());
    const [old] = play.asked;
    play.correct({ contractEnds: '2026-09-01' });
    expect(play.asked).toHaveLength(2);
    play.tell({ type: 'resolved', id: old?.id ?? '', at: START + DAY });
    expect(play.at('w').waits).toMatchObject({ for: 'resolution' });
    play.tell({ type: 'resolved', id: play.asked[1]?.id ?? '', at: START + 9 * DAY }).pass(9 * DAY);
    expect(play.mails()).toEqual(['then']);
  });
});

describe('a loop through a wait whose date is past', () => {
  /** The wait, a mail, and back; `between` stands between the mail and the jump. */
  function loop(until: Until, between: WaitStep[] = []): Player {
    const step: WaitStep = { id: 'w', kind: 'wait', next: null, ...until };
    const back = { id: 'again', kind: 'goTo', next: 'w' } as const;
    const map = mapOf({
      fields: { contractEnds: 'date' },
      triggers: [door('in', { type: 'form-submitted' }, 'w')],
      steps: path(step, email('news'), ...between, back),
    });
    return new Player(releases({ r1: [map] })).correct({ contractEnds: '2026-01-01' });
  }

  it.each<[string, Until]>([
    ['exact', { until: START - 1 }],
    ['of a field, resolved outside', { untilField: 'contractEnds' }],
  ])('stops after 100 rounds and waits for repair: %s', (_what, until) => {
    const play = loop(until).hear(submitted());
    expect(play.mails()).toHaveLength(100);
    expect(play.at('w').waits).toMatchObject({ for: 'repair', reason: expect.stringContaining('circle') });
  });

  it('stops also where nothing stands between the rounds', () => {
    const step: WaitStep = { id: 'w', kind: 'wait', next: 'w', until: START - 1 };
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'w')], steps: [step] });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.at('w').waits).toMatchObject({ for: 'repair' });
  });

  it('goes on for ever where each round takes its time', () => {
    const day: WaitStep = { id: 'day', kind: 'wait', next: null, for: { days: 1 } };
    const play = loop({ untilField: 'contractEnds' }, [day])
      .hear(submitted())
      .pass(150 * DAY);
    expect(play.mails()).toHaveLength(151);
    expect(play.at('day').passed).toBe(1);
  });
});
