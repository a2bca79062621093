import { describe, expect, it } from 'vitest';
import { decide } from '../../src/program/decide.ts';
import { DAY, door, email, end, exit, mapOf, path, releases, submitted } from './builders.ts';
import { Player } from './player.ts';

const login = { type: 'login-used', data: {} } as const;

/** Each login adds a place that sends a mail and, with `stay`, remains. */
function player(stay = false): Player {
  const map = mapOf({
    triggers: [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'home'),
      door('out', { type: 'form-submitted', form: 'leave' }, 'bye', { scope: 'on-map', ifOnMap: 'move' }),
      door('add', { type: 'login-used' }, stay ? 'side' : 'mail', {
        scope: 'on-map',
        ifOnMap: 'add-again',
        once: false,
      }),
    ],
    steps: [end('home'), exit('bye'), ...path(email('mail')), end('side')],
  });
  return new Player(releases({ r1: [map] })).hear(submitted());
}

function logins(play: Player, count: number): Player {
  for (let n = 0; n < count; n += 1) play.hear(login);
  return play;
}

describe('at most 20 activities of a run are under way', () => {
  it('the rest wait in the state and start in order as others end', () => {
    const play = player();
    play.answers = () => 'hold';
    logins(play, 25);
    expect(play.held).toHaveLength(20);
    expect(play.state.jobs).toHaveLength(25);
    play.answer();
    expect(play.held).toHaveLength(20);
    play.answer({ status: 'failed', message: 'no', permanent: true });
    while (play.held.length > 0) play.answer();
    const entries = play.started.map(({ job }) => job.origin.entry);
    expect(entries).toHaveLength(25);
    expect(entries).toEqual(entries.toSorted((a, b) => a - b));
    expect(play.state.jobs).toEqual([]);
  });

  it('counts all maps of the run together', () => {
    const named = (map: string) =>
      mapOf({ map, triggers: [door('in', { type: 'form-submitted' }, 'x')], steps: [email('x')] });
    const names = Array.from({ length: 23 }, (_, n) => `map-${String(n).padStart(2, '0')}`);
    const play = new Player(releases({ r1: names.map(named) }));
    play.answers = () => 'hold';
    play.hear(submitted());
    expect(play.held.map(({ origin }) => origin.map)).toEqual(names.slice(0, 20));
    play.answer().answer().answer();
    expect(play.held.map(({ origin }) => origin.map)).toEqual(names.slice(3));
  });

  it('what waits is retracted when the contact leaves; what runs is not', () => {
    const play = player();
    play.answers = () => 'hold';
    logins(play, 25).hear(submitted('leave'));
    while (play.held.length > 0) play.answer();
    expect(play.started).toHaveLength(20);
    expect(play.state.jobs).toEqual([]);
  });

  it('before continue-as-new nothing is started; afterwards all of it is, in order', () => {
    const play = player();
    play.hold = true;
    logins(play, 3);
    expect(play.started).toEqual([]);
    expect(play.state.jobs.map(({ running }) => running)).toEqual([false, false, false]);
    play.hold = false;
    play.tell({ type: 'clock' });
    expect(play.mails()).toEqual(['mail', 'mail', 'mail']);
    expect(play.stands()).toEqual(['home']);
  });

  it("leaves room for the driver's own", () => {
    const play = player();
    play.hold = true;
    logins(play, 25);
    const clock = { type: 'clock' } as const;
    expect(decide(play.programs, play.state, clock, play.now, { reserved: 1 }).commands).toHaveLength(19);
  });

  it('several places that start in one decision all get their work done', () => {
    const onMap = { scope: 'on-map', ifOnMap: 'add-again' } as const;
    const names = ['a', 'b', 'c', 'd'];
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'home'),
        ...names.map((name) => door(name, { type: 'login-used' }, name, onMap)),
      ],
      steps: [end('home'), ...names.map((name) => email(name))],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    play.answers = () => 'hold';
    play.hear(login);
    expect(play.held.map(({ origin }) => origin.step)).toEqual(names);
  });
});

describe('at most 500 places of a contact on a map', () => {
  it('further ones are refused and recorded; places that go make room', () => {
    const play = logins(player(true), 499);
    expect(play.places()).toHaveLength(500);
    expect(play.state.refused).toEqual([]);
    play.hear(login);
    expect(play.places()).toHaveLength(500);
    expect(play.state.refused).toEqual([
      { at: play.now, what: 'add', why: expect.stringContaining('overflow') },
    ]);
    play.hear(submitted('leave'));
    expect(play.stands()).toHaveLength(500);
  });

  it('of what was refused, the newest 20 are kept', () => {
    const play = logins(player(true), 499);
    for (let n = 0; n < 25; n += 1) {
      play.now += 1;
      play.hear(login);
    }
    expect(play.state.refused).toHaveLength(20);
    expect(play.state.refused.at(-1)?.at).toBe(play.now);
  });

  it('a once trigger that was refused is not spent', () => {
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'home', { ifOnMap: 'add-again' }),
        door('one', { type: 'login-used' }, 'home', { scope: 'on-map', ifOnMap: 'add-again', once: true }),
      ],
      steps: [end('home')],
    });
    const play = new Player(releases({ r1: [map] }));
    for (let n = 0; n < 500; n += 1) play.hear(submitted());
    expect(play.hear(login).state.maps['m']?.once).toEqual([]);
  });
});

describe('a state of at most 512 KiB', () => {
  it('takes no further places: that is refused and recorded, and the event still counts', () => {
    const named = (map: string) =>
      mapOf({
        map,
        triggers: [door('in', { type: 'form-submitted' }, 'home', { ifOnMap: 'add-again' })],
        steps: [end('home')],
      });
    const play = new Player(releases({ r1: Array.from({ length: 9 }, (_, n) => named(`map-${n}`)) }));
    for (let n = 0; n < 400; n += 1) play.hear(submitted());
    const bytes = JSON.stringify(play.state).length;
    expect(bytes).toBeGreaterThan(470 * 1024);
    expect(bytes).toBeLessThanOrEqual(512 * 1024);
    expect(play.state.sequence).toBe(400);
    expect(play.places('map-0').length).toBeLessThan(400);
    expect(play.state.refused.at(-1)?.why).toMatch(/^overflow: .* 512 KiB$/);
  });
});

describe('events by sequence', () => {
  it('a duplicate, or one older than the newest decided, changes nothing', () => {
    const play = player().pass(DAY);
    const decided = play.state;
    for (const sequence of [0, 1]) {
      play.sequence = sequence - 1;
      play.hear(login);
      expect(play.state).toEqual(decided);
    }
    expect(play.hear(login).mails()).toEqual(['mail']);
  });

  it('a duplicate does not bring back an older release set', () => {
    const programs = releases({ r1: [mapOf()], r2: [mapOf()] });
    const play = new Player(programs).hear(login);
    play.releaseSet = 'r2';
    play.hear(login);
    play.releaseSet = 'r1';
    play.sequence = 0;
    expect(play.hear(login).state.releaseSet).toBe('r2');
  });
});
