import { describe, expect, it } from 'vitest';
import type { StepId } from '../../src/program/program.ts';
import type { ForkStep, Step } from '../../src/program/step-types.ts';
import { door, email, end, exit, HOUR, mapOf, path, releases, submitted, wait } from './builders.ts';
import { Player, type Answer } from './player.ts';

function fork(join: ForkStep['join'], paths: Record<string, StepId | null>, next: StepId | null): Step {
  const list = Object.entries(paths).map(([name, first]) => ({ name, first }));
  return { kind: 'fork', id: 'both', join, paths: list, next };
}

/** A contact at a fork into `a` (one hour, then a mail) and `b` (two hours, then a mail), before the mail `after`. */
function player(
  join: ForkStep['join'],
  paths: Record<string, StepId | null> = { a: 'wait-a', b: 'wait-b' },
  mailB: Answer = 'done',
) {
  const steps = [
    fork(join, paths, join === 'none' ? null : 'after'),
    ...path(wait('wait-a', { ms: HOUR }), email('mail-a')),
    ...path(wait('wait-b', { ms: 2 * HOUR }), email('mail-b')),
    ...path(email('after'), end('home')),
    exit('leave'),
  ];
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'both')], steps });
  const play = new Player(releases({ r1: [map] }));
  play.answers = ({ origin }) => (origin.step === 'mail-b' ? mailB : 'done');
  return play.hear(submitted());
}

describe('join: all', () => {
  it('goes on when every path has run out', () => {
    const play = player('all');
    expect(play.stands()).toEqual(['both', '+wait-a', '+wait-b']);
    expect(play.pass(HOUR).mails()).toEqual(['mail-a']);
    expect(play.stands()).toEqual(['both', '+wait-b']);
    expect(play.pass(HOUR).mails()).toEqual(['mail-a', 'mail-b', 'after']);
    expect(play.stands()).toEqual(['home']);
  });

  it('counts an empty path as run out', () => {
    expect(player('all', { a: 'wait-a', b: null }).pass(HOUR).stands()).toEqual(['home']);
    expect(player('all', { a: null, b: null }).stands()).toEqual(['home']);
  });

  it('goes on at once when no path waits', () => {
    const play = player('all', { a: 'mail-a', b: 'mail-b' });
    expect(play.mails()).toEqual(['mail-a', 'mail-b', 'after']);
    expect(play.stands()).toEqual(['home']);
  });

  it('lets the paths run out where the steps behind the fork begin, as they are compiled', () => {
    const steps = [
      fork('all', { a: 'wait-a', b: 'wait-b' }, 'after'),
      wait('wait-a', { ms: HOUR }, { next: 'after' }),
      wait('wait-b', { ms: 2 * HOUR }, { next: 'after' }),
      ...path(email('after'), end('home')),
    ];
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'both')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).pass(HOUR);
    expect(play.stands()).toEqual(['both', '+wait-b']);
    expect(play.pass(HOUR).mails()).toEqual(['after']);
    expect(play.stands()).toEqual(['home']);
  });

  it('is left by an exit in any path', () => {
    const play = player('all', { a: 'wait-a', b: 'leave' });
    expect(play.stands()).toEqual([]);
    expect(play.pass(HOUR).mails()).toEqual([]);
  });
});

describe('join: any', () => {
  it('goes on with the first path, and cancels the others', () => {
    const play = player('any').pass(HOUR);
    expect(play.stands()).toEqual(['home']);
    expect(play.pass(HOUR).mails()).toEqual(['mail-a', 'after']);
  });

  it('retracts the unsent mails of the paths that it cancels', () => {
    const play = player(
      'any',
      { a: 'wait-a', b: 'mail-b' },
      { status: 'failed', message: 'gone', permanent: false },
    );
    expect(play.pass(HOUR).stands()).toEqual(['home']);
    const attempts = play.mails().filter((template) => template === 'mail-b').length;
    expect(attempts).toBeGreaterThan(3);
    expect(
      play
        .pass(10 * HOUR)
        .mails()
        .filter((template) => template === 'mail-b'),
    ).toHaveLength(attempts);
  });

  it('does not wait where a path is empty', () => {
    const play = player('any', { a: 'wait-a', b: null });
    expect(play.stands()).toEqual(['home']);
    expect(play.pass(HOUR).mails()).toEqual(['after']);
  });
});

describe('join: none', () => {
  it('lets the main place walk the first path and added ones the others', () => {
    const play = player('none');
    expect(play.stands()).toEqual(['wait-a', '+wait-b']);
    play.pass(2 * HOUR);
    expect(play.mails()).toEqual(['mail-a', 'mail-b']);
    expect(play.stands()).toEqual(['in.end']);
  });

  it('ends with a path that leaves the map at once: nothing of the others is begun', () => {
    const play = player('none', { a: 'mail-a', b: 'leave', c: 'mail-b' });
    expect([play.stands(), play.mails()]).toEqual([[], []]);
  });
});

it('loses its paths when the main place is moved away', () => {
  const steps = [
    fork('all', { a: 'wait-a', b: 'wait-a' }, 'home'),
    wait('wait-a', { ms: HOUR }),
    end('home'),
    end('elsewhere'),
  ];
  const moved = door('moved', { type: 'login-used' }, 'elsewhere', { ifOnMap: 'move' });
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'both'), moved], steps });
  const play = new Player(releases({ r1: [map] })).hear(submitted());
  expect(play.stands()).toEqual(['both', '+wait-a', '+wait-a']);
  expect(play.hear({ type: 'login-used', data: {} }).stands()).toEqual(['elsewhere']);
});

it('nests', () => {
  const inner: Step = { ...fork('all', { x: 'wait-a', y: 'wait-b' }, null), id: 'inner' };
  const steps = [
    fork('all', { a: 'inner', b: 'wait-c' }, 'home'),
    inner,
    wait('wait-a', { ms: HOUR }),
    wait('wait-b', { ms: 2 * HOUR }),
    wait('wait-c', { ms: 3 * HOUR }),
    end('home'),
  ];
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'both')], steps });
  const play = new Player(releases({ r1: [map] })).hear(submitted());
  expect(play.stands()).toEqual(['both', '+inner', '+wait-a', '+wait-b', '+wait-c']);
  expect(play.pass(2 * HOUR).stands()).toEqual(['both', '+wait-c']);
  expect(play.pass(HOUR).stands()).toEqual(['home']);
});
