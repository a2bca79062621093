import { describe, expect, it } from 'vitest';
import type { DateMatch, Trigger } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { DAY, door, email, end, exit, mapOf, path, releases, submitted } from './builders.ts';
import { Player } from './player.ts';

type When = Omit<DateMatch, 'door'>;
const ENDS: When = { on: { field: 'contractEnds' }, offset: { sign: -1, days: 30 }, at: '09:00' };

/** A map on which a sign-up parks the contact, with one trigger on a date. */
function dated(when: When, settings: Partial<Trigger> = {}, others: Step[] = []): Player {
  const mail = email('soon', { if: "event.date != ''" });
  const map = mapOf({
    fields: { contractEnds: 'date', birthday: 'date', approvedAt: 'instant' },
    triggers: [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'active'),
      door('out', { type: 'form-submitted', form: 'out' }, 'leave', {
        scope: 'on-map',
        ifOnMap: 'add-again',
      }),
      {
        ...door('due', { type: 'date-reached', date: { door: 'trigger/due', ...when } }, 'soon', {
          scope: 'on-map',
          ifOnMap: 'add-again',
        }),
        ...settings,
      },
    ],
    steps: [end('active'), exit('leave'), mail, ...others],
  });
  return new Player(releases({ r1: [map] }));
}

const days = (play: Player) => play.started.map(({ at }) => new Date(at).toISOString().slice(0, 16));

describe('a trigger on a date, for those on the map', () => {
  it('opens when the date of the field comes', () => {
    const play = dated(ENDS).correct({ contractEnds: '2026-03-01' }).hear(submitted());
    expect(days(play.pass(100 * DAY))).toEqual(['2026-01-30T09:00']);
    expect(play.stands()).toEqual(['active']);
  });

  it.each<[string, string | null, string[]]>([
    ['later', '2026-06-01', ['2026-05-02T09:00']],
    ['earlier', '2026-02-10', ['2026-01-11T09:00']],
    ['to a date that is past', '2026-02-01', []],
    ['to nothing', null, []],
  ])('moves with the field: %s', (_what, contractEnds, mails) => {
    const play = dated(ENDS).correct({ contractEnds: '2026-03-01' }).hear(submitted()).pass(DAY);
    expect(days(play.correct({ contractEnds }).pass(300 * DAY))).toEqual(mails);
  });

  it('opens again when the field is given another date after it came', () => {
    const play = dated(ENDS)
      .correct({ contractEnds: '2026-03-01' })
      .hear(submitted())
      .pass(40 * DAY);
    expect(days(play.correct({ contractEnds: '2027-03-01' }).pass(400 * DAY))).toHaveLength(2);
  });

  it('waits for a field that is filled later', () => {
    const play = dated(ENDS).hear(submitted()).pass(DAY).correct({ contractEnds: '2026-03-01' });
    expect(days(play.pass(100 * DAY))).toEqual(['2026-01-30T09:00']);
  });

  it('tells nobody who comes onto the map after the date', () => {
    const play = dated(ENDS)
      .correct({ contractEnds: '2026-03-01' })
      .pass(30 * DAY)
      .hear(submitted());
    expect(days(play.pass(300 * DAY))).toEqual([]);
  });

  it('tells nobody who has left the map, and those who came back', () => {
    const play = dated(ENDS).correct({ contractEnds: '2026-06-01' }).hear(submitted());
    play.hear(submitted('out'));
    expect(play.state.maps['m']?.dates).toBeUndefined();
    expect(
      days(
        play
          .pass(10 * DAY)
          .hear(submitted())
          .pass(300 * DAY),
      ),
    ).toEqual(['2026-05-02T09:00']);
  });

  it('comes every year, on 28 February where the year has no 29th', () => {
    const when: When = { on: { field: 'birthday' }, at: '00:00', every: 'year' };
    const play = dated(when)
      .correct({ birthday: '2004-02-29' })
      .hear(submitted())
      .pass(800 * DAY);
    expect(days(play)).toEqual(['2026-02-28T00:00', '2027-02-28T00:00', '2028-02-29T00:00']);
  });

  it('comes once where the trigger opens once', () => {
    const when: When = { on: { date: '2020-12-24' }, at: '18:00', every: 'year' };
    expect(
      days(
        dated(when, { once: true })
          .hear(submitted())
          .pass(800 * DAY),
      ),
    ).toEqual(['2026-12-24T18:00']);
  });

  it('opens once for each value of `oncePer`', () => {
    const when: When = { on: { date: '2020-12-24' }, at: '18:00', every: 'year' };
    const play = dated(when, { oncePer: 'event.date' })
      .hear(submitted())
      .pass(800 * DAY);
    expect(play.state.maps['m']?.oncePer).toEqual({ due: ['2026-12-24', '2027-12-24'] });
  });

  it('judges scope by where the contact stands when the date comes', () => {
    const busy = path(email('busy'), { kind: 'wait', id: 'w', next: null, for: { days: 400 } });
    const play = dated({ on: { date: '2026-02-01' }, at: '00:00' }, { scope: 'parked', ifOnMap: 'move' }, [
      ...busy,
    ]);
    expect(days(play.hear(submitted()).pass(60 * DAY))).toEqual(['2026-02-01T00:00']);
    expect(play.stands()).toEqual(['due.end']);
  });

  it('knows the date without the offset as event.date', () => {
    const play = dated(ENDS, {
      on: {
        type: 'date-reached',
        date: { door: 'trigger/due', ...ENDS },
        where: "event.date == '2026-03-01'",
      },
    });
    play.correct({ contractEnds: '2026-03-01' }).hear(submitted());
    expect(days(play.pass(100 * DAY))).toHaveLength(1);
  });

  it('continues as new with its timer', () => {
    const play = dated(ENDS).correct({ contractEnds: '2026-03-01' }).hear(submitted());
    play.tell({ type: 'clock' });
    expect(play.state.maps['m']?.dates).toEqual({
      'trigger/due': { of: '2026-03-01', next: { date: '2026-03-01', at: Date.parse('2026-01-30T09:00Z') } },
    });
  });
});

describe('a date that a step listens to', () => {
  const on = {
    type: 'date-reached',
    date: { door: 'step/w', on: { date: '2026-02-01' }, at: '09:00' },
  } as const;
  const waiting = (atMost?: { days: number }) => {
    const wait: Step = {
      kind: 'waitFor',
      id: 'w',
      next: 'then',
      on,
      otherwise: 'late',
      ...(atMost ? { atMost } : {}),
    };
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'w')],
      steps: [wait, email('then'), email('late')],
    });
    return new Player(releases({ r1: [map] })).hear(submitted());
  };

  it('lets go who waits for it', () => {
    expect(days(waiting().pass(60 * DAY))).toEqual(['2026-02-01T09:00']);
  });

  it('is not watched once nobody stands there any more', () => {
    const play = waiting({ days: 3 }).pass(4 * DAY);
    expect(play.mails()).toEqual(['late']);
    expect(play.state.maps['m']?.dates).toBeUndefined();
  });

  it('moves to a goal', () => {
    const goal: Step = {
      kind: 'goal',
      id: 'g',
      next: 'then',
      scope: 'on-map',
      wait: false,
      on: { type: 'date-reached', date: { door: 'step/g', on: { date: '2026-02-01' }, at: '09:00' } },
    };
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'active')],
      steps: [end('active'), goal, email('then')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).pass(60 * DAY);
    expect(days(play)).toEqual(['2026-02-01T09:00']);
  });
});

describe('a date that is told as a fact', () => {
  const anyone = (door_ = 'trigger/due', map = 'm') => ({
    type: 'date-reached' as const,
    data: { map, door: door_, date: '2026-02-01', changes: [] },
  });
  const open = () =>
    dated({ on: { date: '2026-02-01' }, at: '09:00' }, { scope: 'anyone', ifOnMap: 'ignore' });

  it('opens the door that it names, also for who is on no map', () => {
    expect(open().hear(anyone()).stands()).toEqual(['due.end']);
  });

  it.each([
    ['another door', anyone('trigger/other')],
    ['another map', anyone('trigger/due', 'other')],
  ])('is nothing to %s', (_what, fact) => {
    expect(open().hear(fact).stands()).toEqual([]);
  });

  it('sets no timer', () => {
    expect(open().hear(submitted()).state.maps['m']?.dates).toBeUndefined();
    expect(
      days(
        open()
          .hear(submitted())
          .pass(60 * DAY),
      ),
    ).toEqual([]);
  });
});
