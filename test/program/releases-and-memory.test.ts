import { describe, expect, it } from 'vitest';
import type { RunMemory } from '../../src/program/run-state.ts';
import { isFinished, nextWake, positionsOf, recordOf } from '../../src/program/run-views.ts';
import {
  DAY,
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  milestones,
  path,
  releases,
  START,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

const login = { type: 'login-used', data: {} } as const;

/** A map whose mails tell by their name which release they come from. */
function release(name: string, map = 'm') {
  return mapOf({
    map,
    triggers: [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'pause'),
      door('out', { type: 'form-submitted', form: 'leave' }, 'bye', { scope: 'on-map', ifOnMap: 'move' }),
      door('add', { type: 'login-used' }, `login-${name}`, { scope: 'on-map', ifOnMap: 'add-again' }),
    ],
    steps: [
      ...path(wait('pause', { ms: HOUR }), email(`later-${name}`), end('home')),
      exit('bye'),
      email(`login-${name}`),
    ],
  });
}

describe('releases', () => {
  const programs = releases({ r1: [release('one')], r2: [release('two')], r3: [] });

  it('people on a map keep their release', () => {
    const play = new Player(programs).hear(submitted());
    play.releaseSet = 'r2';
    play.hear(login).pass(HOUR).hear(login);
    expect(play.mails()).toEqual(['login-one', 'later-one', 'login-one']);
    expect(play.state.releaseSet).toBe('r2');
    expect(play.state.maps['m']?.release).toBe('m@r1');
  });

  it('newcomers get the one that is current with their event', () => {
    const play = new Player(programs);
    play.releaseSet = 'r2';
    play.hear(submitted()).hear(login);
    expect(play.mails()).toEqual(['login-two']);
    expect(play.state.maps['m']?.release).toBe('m@r2');
  });

  it('who leaves obeys the new set from then on', () => {
    const play = new Player(programs).hear(submitted());
    play.releaseSet = 'r2';
    play.hear(submitted('leave'));
    expect(play.state.maps['m']?.release).toBe('');
    expect(play.hear(submitted()).hear(login).mails()).toEqual(['login-two']);
  });

  it('a map that the new set does not have any more goes on for those who stand on it, and takes nobody new', () => {
    const play = new Player(programs).hear(submitted());
    play.releaseSet = 'r3';
    play.hear(login).pass(HOUR);
    expect(play.mails()).toEqual(['login-one', 'later-one']);
    play.hear(submitted('leave')).hear(submitted());
    expect(play.stands()).toEqual([]);
  });

  it('each map has its own: one keeps, the other adopts', () => {
    const both = releases({
      r1: [release('one'), release('one', 'n')],
      r2: [release('two'), release('two', 'n')],
    });
    const play = new Player(both).hear(submitted()).hear(login);
    expect(play.mails()).toEqual(['login-one', 'login-one']);
    const memory = recordOf(play.state).memory;
    const again = new Player(both, memory);
    again.releaseSet = 'r2';
    again.hear(submitted()).hear(login);
    expect(again.mails()).toEqual(['login-two', 'login-two']);
  });
});

describe('what is remembered', () => {
  const map = mapOf({
    triggers: [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'home', {
        reentry: { cooldown: { days: 30 } },
      }),
      door('out', { type: 'form-submitted', form: 'leave' }, 'bye', { scope: 'on-map', ifOnMap: 'move' }),
      door('one', { type: 'login-used' }, 'a', { scope: 'on-map', ifOnMap: 'add-again', once: true }),
    ],
    milestones: [milestones([1000, 5000], 'b')],
    steps: [end('home'), exit('bye'), email('a'), email('b')],
  });
  const programs = releases({ r1: [map] });
  const left = () =>
    new Player(programs).hear(submitted()).hear(login).sale(1500).pass(DAY).hear(submitted('leave'));
  const stored = (play: Player) => JSON.parse(JSON.stringify(recordOf(play.state).memory)) as RunMemory;

  it('once, milestones, the leaving and the counters, beyond the end of the run', () => {
    const play = left();
    expect(isFinished(play.state)).toBe(true);
    expect(recordOf(play.state)).toEqual({
      memory: {
        sequence: 4,
        entry: play.state.entry,
        revision: play.state.revision,
        maps: { m: { once: ['one'], milestones: { total: [100000] }, leftAt: START + DAY } },
      },
      positions: [],
    });
  });

  it('comes back with the next run', () => {
    const before = left();
    const play = new Player(programs, stored(before));
    play.now = START + 40 * DAY;
    play.fields['totalSales'] = 150000;
    play.hear(submitted()).hear(login).sale(500);
    expect(play.stands()).toEqual(['home']);
    expect(play.mails()).toEqual([]);
    expect(play.sale(4000).mails()).toEqual(['b']);
    expect(Math.min(...play.started.map(({ job }) => job.origin.entry))).toBeGreaterThan(before.state.entry);
  });

  it('the cooldown is counted across runs', () => {
    const play = new Player(programs, stored(left()));
    play.now = START + 30 * DAY;
    expect(play.hear(submitted()).stands()).toEqual([]);
  });

  it('an event of an earlier run is dropped', () => {
    const play = new Player(programs, stored(left()));
    play.sequence = 3;
    expect(play.hear(submitted()).state).toEqual(new Player(programs, stored(left())).state);
  });

  it('a map that nothing is remembered of takes no room', () => {
    const play = new Player(programs).hear(login);
    expect(play.state.maps).toEqual({});
  });

  it('the revision rises with each change of places or memory, and only then', () => {
    const play = new Player(programs);
    const revisions = [login, submitted(), submitted(), login, login].map(
      (fact) => play.hear(fact).state.revision,
    );
    expect(revisions[0]).toBe(0);
    expect(revisions[1]).toBeGreaterThan(0);
    expect(revisions[2]).toBe(revisions[1]);
    expect(revisions[3]).toBeGreaterThan(revisions[2] ?? 0);
    expect(revisions[4]).toBe(revisions[3]);
  });
});

describe('views', () => {
  const programs = releases({ r1: [release('one'), release('one', 'n')] });

  it('positions name every place, with its wake-up', () => {
    const play = new Player(programs).hear(submitted());
    expect(positionsOf(play.state)).toEqual(
      ['m', 'n'].map((map, index) => ({
        map,
        release: `${map}@r1`,
        step: 'pause',
        entry: index + 1,
        since: START,
        wakeAt: START + HOUR,
      })),
    );
    expect(recordOf(play.state).positions).toEqual(positionsOf(play.state));
    play.pass(HOUR);
    expect(positionsOf(play.state)[0]).not.toHaveProperty('wakeAt');
  });

  it('the next wake-up is the earliest of all maps', () => {
    const play = new Player(programs).hear(submitted());
    expect(nextWake(play.state)).toBe(START + HOUR);
    expect(nextWake(play.pass(HOUR).state)).toBeUndefined();
  });

  it('a run is not finished while work is under way, even for nobody', () => {
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'a'),
        door('out', { type: 'login-used' }, 'bye', { scope: 'on-map', ifOnMap: 'move' }),
      ],
      steps: [email('a'), exit('bye')],
    });
    const play = new Player(releases({ r1: [map] }));
    expect(isFinished(play.state)).toBe(true);
    play.answers = () => 'hold';
    play.hear(submitted()).hear(login);
    expect(play.stands()).toEqual([]);
    expect(isFinished(play.state)).toBe(false);
    expect(isFinished(play.answer().state)).toBe(true);
  });
});
