import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../src/program/program.ts';
import {
  DAY,
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  path,
  releases,
  START,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

type Settings = Partial<Pick<Trigger, 'scope' | 'ifOnMap' | 'once' | 'reentry'>>;

/** `in` leads past a wait of an hour to `home`; the trigger under test leads past a mail to `there`. */
function player(settings: Settings): Player {
  const tested = door('tested', { type: 'login-used' }, 'hello', settings);
  const inside = door('in', { type: 'form-submitted', form: 'sign-up' }, 'busy');
  const leave = door('out', { type: 'form-submitted', form: 'leave' }, 'bye', { ifOnMap: 'move' });
  return new Player(
    releases({
      r1: [
        mapOf({
          triggers: [inside, leave, tested],
          steps: [
            ...path(wait('busy', { ms: HOUR }), end('home')),
            ...path(email('hello'), end('there')),
            exit('bye'),
          ],
        }),
      ],
    }),
  );
}

const login = { type: 'login-used', data: {} } as const;
const standings = {
  outside: (_play: Player) => undefined,
  busy: (play: Player) => play.hear(submitted()),
  home: (play: Player) => play.hear(submitted()).pass(HOUR),
};

describe('scope and ifOnMap', () => {
  it.each<[Settings['scope'], Settings['ifOnMap'], keyof typeof standings, string[]]>([
    ['anyone', 'ignore', 'outside', ['there']],
    ['anyone', 'ignore', 'busy', ['busy']],
    ['anyone', 'ignore', 'home', ['home']],
    ['anyone', 'move', 'outside', ['there']],
    ['anyone', 'move', 'busy', ['there']],
    ['anyone', 'move', 'home', ['there']],
    ['anyone', 'add-again', 'outside', ['there']],
    ['anyone', 'add-again', 'busy', ['busy', '+there']],
    ['anyone', 'add-again', 'home', ['home', '+there']],
    ['on-map', 'move', 'outside', []],
    ['on-map', 'move', 'busy', ['there']],
    ['on-map', 'move', 'home', ['there']],
    ['on-map', 'add-again', 'outside', []],
    ['on-map', 'add-again', 'busy', ['busy', '+there']],
    ['on-map', 'add-again', 'home', ['home', '+there']],
    ['parked', 'move', 'outside', []],
    ['parked', 'move', 'busy', ['busy']],
    ['parked', 'move', 'home', ['there']],
    ['parked', 'add-again', 'busy', ['busy']],
    ['parked', 'add-again', 'home', ['home', '+there']],
    [{ parkedAt: ['home'] }, 'move', 'outside', []],
    [{ parkedAt: ['home'] }, 'move', 'busy', ['busy']],
    [{ parkedAt: ['home'] }, 'move', 'home', ['there']],
    [{ parkedAt: ['home', 'x'] }, 'add-again', 'home', ['home', '+there']],
    [{ parkedAt: ['busy'] }, 'move', 'busy', ['busy']],
    [{ parkedAt: ['there'] }, 'move', 'home', ['home']],
  ])('%j, %s: a contact who is %s then stands at %j', (scope, ifOnMap, standing, expected) => {
    const play = player({ scope: scope ?? 'anyone', ifOnMap: ifOnMap ?? 'ignore' });
    standings[standing](play);
    play.hear(login);
    expect(play.stands()).toEqual(expected);
  });

  it('move takes only the main place; added ones go on', () => {
    const play = player({ scope: 'on-map', ifOnMap: 'add-again' }).hear(submitted()).hear(login);
    expect(play.stands()).toEqual(['busy', '+there']);
    play.hear(submitted('leave'));
    expect(play.stands()).toEqual([]);

    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'home'),
        door('add', { type: 'login-used' }, 'side', { scope: 'on-map', ifOnMap: 'add-again' }),
        door('move', { type: 'added' }, 'there', { scope: 'on-map', ifOnMap: 'move' }),
      ],
      steps: [end('home'), end('side'), end('there')],
    });
    const both = new Player(releases({ r1: [map] })).hear(submitted()).hear(login);
    both.hear({ type: 'added', data: { map: 'm', by: 'kim@example.com' } });
    expect(both.stands().sort()).toEqual(['+side', 'there']);
  });

  it('the implicit end of a door is a place to be parked at', () => {
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, null),
        door('next', { type: 'login-used' }, 'there', { scope: { parkedAt: ['in.end'] }, ifOnMap: 'move' }),
      ],
      steps: [end('there')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.stands()).toEqual(['in.end']);
    expect(play.hear(login).stands()).toEqual(['there']);
  });

  it('a door without steps parks a newcomer at its end, and an added place is gone at once', () => {
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, null, { ifOnMap: 'add-again' })],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).hear(submitted());
    expect(play.stands()).toEqual(['in.end']);
  });
});

describe('once', () => {
  it.each<[Settings, string[]]>([
    [{ once: true }, ['hello']],
    [{ once: false }, ['hello', 'hello', 'hello']],
  ])('%j: three times the event, with leaving in between, sends %j', (settings, mails) => {
    const play = player({ ...settings, ifOnMap: 'add-again' });
    play.hear(login).hear(submitted('leave')).hear(login).hear(login);
    expect(play.mails()).toEqual(mails);
  });

  it.each<[string, Settings]>([
    ['scope', { scope: 'on-map', ifOnMap: 'add-again', once: true }],
    ['parkedAt', { scope: { parkedAt: ['home'] }, ifOnMap: 'move', once: true }],
  ])('is not spent when %s refuses', (_what, settings) => {
    const play = player(settings).hear(login);
    expect(play.mails()).toEqual([]);
    play.hear(submitted()).pass(HOUR).hear(login).hear(login);
    expect(play.mails()).toEqual(['hello']);
  });

  it('is not spent when ifOnMap refuses', () => {
    const play = player({ ifOnMap: 'ignore', once: true }).hear(submitted()).hear(login);
    expect(play.mails()).toEqual([]);
    play.hear(submitted('leave')).hear(login);
    expect(play.mails()).toEqual(['hello']);
  });

  it('is not spent when the match refuses', () => {
    const map = mapOf({
      triggers: [
        door('big', { type: 'login-used', where: 'contact.numberOfSales > 1' }, 'hello', { once: true }),
      ],
      steps: [email('hello')],
    });
    const play = new Player(releases({ r1: [map] })).hear(login);
    expect(play.mails()).toEqual([]);
    expect(play.correct({ numberOfSales: 2 }).hear(login).mails()).toEqual(['hello']);
  });
});

describe('reentry, counted from the last leaving of the map', () => {
  it.each<[Settings['reentry'], number, boolean]>([
    ['always', 0, true],
    ['never', 400 * DAY, false],
    [{ cooldown: { days: 30 } }, 0, false],
    [{ cooldown: { days: 30 } }, 30 * DAY - 1, false],
    [{ cooldown: { days: 30 } }, 30 * DAY, true],
    [{ cooldown: { months: 1 } }, 31 * DAY - 1, false],
    [{ cooldown: { months: 1 } }, 31 * DAY, true],
    [{ cooldown: { ms: HOUR } }, HOUR - 1, false],
    [{ cooldown: { ms: HOUR } }, HOUR, true],
  ])('%j, %i ms after leaving: comes on again %s', (reentry, later, comes) => {
    const play = player({ reentry: reentry ?? 'always' })
      .hear(login)
      .pass(DAY)
      .hear(submitted('leave'));
    expect(play.state.maps['m']?.leftAt).toBe(START + DAY);
    play.pass(later).hear(login);
    expect(play.stands()).toEqual(comes ? ['there'] : []);
  });

  it('never and cooldown do not stop who was never on the map, nor who is on it', () => {
    for (const reentry of ['never', { cooldown: { days: 30 } }] as const) {
      const play = player({ reentry, ifOnMap: 'move' }).hear(login);
      expect(play.stands()).toEqual(['there']);
      expect(play.hear(login).mails()).toEqual(['hello', 'hello']);
    }
  });

  it('the cooldown starts anew with each leaving', () => {
    const play = player({ reentry: { cooldown: { days: 30 } } });
    play
      .hear(submitted())
      .hear(submitted('leave'))
      .pass(20 * DAY);
    play
      .hear(submitted())
      .hear(submitted('leave'))
      .pass(20 * DAY);
    expect(play.hear(login).stands()).toEqual([]);
    expect(
      play
        .pass(10 * DAY)
        .hear(login)
        .stands(),
    ).toEqual(['there']);
  });
});
