import { describe, expect, it } from 'vitest';
import type { ForkStep, Step, WaitForStep } from '../../src/program/step-types.ts';
import {
  dollars,
  door,
  email,
  end,
  HOUR,
  mapOf,
  milestones,
  path,
  releases,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

const SOLD = { type: 'sale-recorded' } as const;

function sold(settings: Partial<WaitForStep> = {}): Step {
  return { kind: 'waitFor', id: 'sold', on: SOLD, since: 'offer', otherwise: null, next: null, ...settings };
}

/** An hour, the mail `offer`, another hour, then `waitFor` a sale since the offer, `thanks` and `home`. */
function player(settings: Partial<WaitForStep> = {}): Player {
  const steps = path(
    wait('before', { ms: HOUR }),
    email('offer'),
    wait('after', { ms: HOUR }),
    sold(settings),
    email('thanks', {}, ['sale.id']),
    end('home'),
  );
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'before')], steps });
  return new Player(releases({ r1: [map] })).hear(submitted());
}

describe('waitFor with since', () => {
  it('goes on at once with an event that came since the step', () => {
    const play = player()
      .pass(HOUR)
      .sale(10, { id: 's-7' })
      .pass(HOUR - 1);
    expect(play.stands()).toEqual(['after']);
    expect(play.pass(1).stands()).toEqual(['home']);
    expect(play.values(1)).toEqual({ 'sale.id': 's-7' });
  });

  it('waits for one where it came before the step', () => {
    const play = player()
      .sale(10)
      .pass(2 * HOUR);
    expect(play.stands()).toEqual(['sold']);
    expect(play.sale(10).stands()).toEqual(['home']);
  });

  it('is one of several that count from the same step: what one takes leaves the others theirs', () => {
    const steps = path(
      email('offer'),
      wait('after', { ms: HOUR }),
      sold(),
      sold({ id: 'came-in', on: { type: 'login-used' } }),
      end('home'),
    );
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'offer')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.sale(10).hear({ type: 'login-used', data: {} }).pass(HOUR).stands()).toEqual(['home']);
  });

  it('takes the first that fits, and keeps no other', () => {
    const on = { ...SOLD, where: 'event.sale.amount >= 100' };
    const play = player({ on }).pass(HOUR);
    for (const [index, amount] of [10, 100, 50, 200].entries()) play.sale(amount, { id: `s-${index}` });
    expect(Object.keys(play.at('after').heard ?? {})).toEqual(['sold']);
    expect(play.pass(HOUR).values(1)).toEqual({ 'sale.id': 's-1' });
  });

  it('asks a test of a field by what holds on arrival, not by what held in between', () => {
    const test = { op: 'crosses', value: dollars(100) } as const;
    const play = player({ on: { type: 'field-updated', field: 'totalSales', test } }).pass(HOUR);
    expect(play.sale(100).refund(50).pass(HOUR).stands()).toEqual(['sold']);
    expect(play.sale(50).stands()).toEqual(['home']);
  });

  it('takes an event once: a loop waits for the next one', () => {
    const steps = [
      ...path(email('offer'), wait('after', { ms: HOUR }), sold(), email('thanks')),
      { kind: 'goTo', id: 'again', next: 'sold' } as const,
    ].map((step) => (step.id === 'thanks' ? { ...step, next: 'again' } : step));
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'offer')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(10).pass(HOUR);
    expect(play.mails()).toEqual(['offer', 'thanks']);
    expect(play.stands()).toEqual(['sold']);
    expect(play.sale(10).mails()).toEqual(['offer', 'thanks', 'thanks']);
    expect(play.stands()).toEqual(['sold']);
  });

  it.each<[ForkStep['join'], string[]]>([
    ['all', ['home']],
    ['any', ['home']],
    ['none', ['in.end']],
  ])('remembers across a fork with join: %s', (join, stands) => {
    const paths = [
      { name: 'a', first: 'a-wait' },
      { name: 'b', first: 'b-wait' },
    ];
    const inPath = join === 'none';
    const steps: Step[] = [
      email('offer', { next: 'both' }),
      { kind: 'fork', id: 'both', join, paths, next: inPath ? null : 'sold' },
      wait('a-wait', { ms: HOUR }, { next: inPath ? null : 'sold' }),
      wait('b-wait', { ms: HOUR }, { next: 'sold' }),
      sold({ next: inPath ? null : 'home' }),
      end('home'),
    ];
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'offer')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(10).pass(HOUR);
    expect(play.stands()).toEqual(stands);
  });

  it('that names a step on a path of a fork knows behind the fork what came meanwhile', () => {
    const steps: Step[] = [
      {
        kind: 'fork',
        id: 'both',
        join: 'all',
        paths: [
          { name: 'a', first: 'offer' },
          { name: 'b', first: 'b-wait' },
        ],
        next: 'sold',
      },
      email('offer', { next: 'a-wait' }),
      wait('a-wait', { ms: HOUR }, { next: 'sold' }),
      wait('b-wait', { ms: HOUR }, { next: 'sold' }),
      sold({ next: 'home' }),
      end('home'),
    ];
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'both')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(10);
    expect(play.stands()).toEqual(['both', '+a-wait', '+b-wait']);
    expect(play.pass(HOUR).stands()).toEqual(['home']);
  });

  it('does not count the event that brought the place to the step', () => {
    const steps = path(email('offer'), sold(), end('home'));
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'home')],
      milestones: [milestones([10], 'offer')],
      steps,
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(10);
    expect(play.stands()).toEqual(['home', '+sold']);
    expect(play.sale(10).stands()).toEqual(['home', '+home']);
  });
});
