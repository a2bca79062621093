import { describe, expect, it } from 'vitest';
import type { GoalStep, Step } from '../../src/program/step-types.ts';
import { door, email, end, exit, HOUR, mapOf, path, releases, submitted, wait } from './builders.ts';
import { Player } from './player.ts';

const SOLD = { type: 'sale-recorded' } as const;

function goal(settings: Partial<GoalStep> = {}): Step {
  return { kind: 'goal', id: 'sold', on: SOLD, scope: 'above', wait: false, next: null, ...settings };
}

/** `in`: an hour, the mail `slow`, the goal, the mail `fast`, `home`. `beside`: parked where no way leads to the goal. */
function player(settings: Partial<GoalStep> = {}): Player {
  const steps = [
    ...path(wait('busy', { ms: HOUR }), email('slow'), goal(settings), email('fast'), end('home')),
    end('beside'),
    exit('leave'),
  ];
  const triggers = [
    door('in', { type: 'form-submitted', form: 'sign-up' }, 'busy'),
    door('aside', { type: 'form-submitted', form: 'aside' }, 'beside'),
    door('out', { type: 'form-submitted', form: 'out' }, 'leave', { ifOnMap: 'move' }),
  ];
  return new Player(releases({ r1: [mapOf({ triggers, steps })] }));
}

describe('a goal', () => {
  it('takes in the main place of who stands above', () => {
    const play = player().hear(submitted()).sale(10);
    expect(play.mails()).toEqual(['fast']);
    expect(play.stands()).toEqual(['home']);
  });

  it('is walked through by who does not achieve it', () => {
    const play = player().hear(submitted()).pass(HOUR);
    expect(play.mails()).toEqual(['slow', 'fast']);
  });

  it('leaves who stands where no way leads to it', () => {
    expect(player().hear(submitted('aside')).sale(10).stands()).toEqual(['beside']);
    expect(player().hear(submitted()).pass(HOUR).sale(10).mails()).toEqual(['slow', 'fast']);
  });

  it('with scope on-map takes everybody on the map, wherever they stand', () => {
    const play = player({ scope: 'on-map' }).hear(submitted('aside')).sale(10);
    expect(play.stands()).toEqual(['home']);
  });

  it('is achieved once in a stay, and again in the next one', () => {
    const play = player({ scope: 'on-map' }).hear(submitted('aside')).sale(10).sale(10);
    expect(play.mails()).toEqual(['fast']);
    play.hear(submitted('out'));
    expect(play.stands()).toEqual([]);
    expect(play.hear(submitted('aside')).sale(10).mails()).toEqual(['fast', 'fast']);
  });

  it('with wait holds who arrives until it is achieved', () => {
    const play = player({ wait: true }).hear(submitted()).pass(HOUR);
    expect(play.stands()).toEqual(['sold']);
    expect(play.pass(100 * HOUR).mails()).toEqual(['slow']);
    expect(play.sale(10).mails()).toEqual(['slow', 'fast']);
  });

  it('with wait lets through who has achieved it', () => {
    const test = { op: 'above', value: 0 } as const;
    const on = { type: 'field-updated', field: 'totalSales', test } as const;
    const play = player({ wait: true, on, scope: 'on-map' }).sale(10).hear(submitted()).pass(HOUR);
    expect(play.stands()).toEqual(['home']);
  });

  it('open to anyone is a door, and no other opens for the same event', () => {
    const play = player({ scope: 'anyone' }).sale(10);
    expect(play.stands()).toEqual(['home']);
    expect(player().sale(10).stands()).toEqual([]);
  });

  it('gives its event to what comes behind', () => {
    const play = player({ next: 'fast' }).hear(submitted()).sale(10, { id: 's-9' });
    expect(play.at('home').occasion).toMatchObject({ event: { type: 'sale-recorded' }, sale: { id: 's-9' } });
  });

  it('that its if takes away is nowhere to move to', () => {
    const play = player({ if: 'contact.score > 5', scope: 'on-map' }).hear(submitted('aside'));
    expect(play.sale(10).stands()).toEqual(['beside']);
    expect(play.correct({ score: 6 }).sale(10).stands()).toEqual(['home']);
  });

  it('with wait lets added places go on as well', () => {
    const steps = [...path(goal({ wait: true }), email('fast'), end('home')), end('beside')];
    const triggers = [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'beside'),
      door('add', { type: 'login-used' }, 'sold', { scope: 'on-map', ifOnMap: 'add-again' }),
    ];
    const play = new Player(releases({ r1: [mapOf({ triggers, steps })] })).hear(submitted());
    play.hear({ type: 'login-used', data: {} });
    expect(play.stands()).toEqual(['beside', '+sold']);
    expect(play.sale(10).stands()).toEqual(['beside', '+home']);
    expect(play.mails()).toEqual(['fast']);
  });

  it('on a path of a fork lets the place there go on, and the other paths stand', () => {
    const steps: Step[] = [
      {
        kind: 'fork',
        id: 'both',
        join: 'all',
        paths: [
          { name: 'a', first: 'sold' },
          { name: 'b', first: 'b-wait' },
        ],
        next: 'home',
      },
      goal({ wait: true, next: 'home' }),
      wait('b-wait', { ms: HOUR }, { next: 'home' }),
      end('home'),
    ];
    const triggers = [door('in', { type: 'form-submitted' }, 'both')];
    const play = new Player(releases({ r1: [mapOf({ triggers, steps })] })).hear(submitted()).sale(10);
    expect(play.stands()).toEqual(['both', '+b-wait']);
    expect(play.state.maps['m']?.goals).toEqual(['sold']);
    expect(play.pass(HOUR).stands()).toEqual(['home']);
  });
});
