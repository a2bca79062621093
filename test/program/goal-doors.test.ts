import { describe, expect, it } from 'vitest';
import type { MilestoneSet } from '../../src/program/program.ts';
import type { GoalStep, Step } from '../../src/program/step-types.ts';
import { door, email, end, mapOf, milestones, path, releases, submitted } from './builders.ts';
import { Player } from './player.ts';

function goal(id: string, settings: Partial<GoalStep> = {}): Step {
  return {
    kind: 'goal',
    id,
    on: { type: 'sale-recorded' },
    scope: 'anyone',
    wait: false,
    next: null,
    ...settings,
  };
}

const LARGE = 'event.sale.amount >= 100';

/** Goals `sold` and `again` that are open to anyone, the second behind the first; a milestone of 5 dollars. */
function player(backfill: MilestoneSet['backfill'] = 'silent'): Player {
  const steps = [
    ...path(goal('sold'), email('fast'), end('home')),
    ...path(goal('again'), email('late'), end('away')),
    email('bravo'),
  ];
  const triggers = [door('in', { type: 'form-submitted' }, 'home')];
  return new Player(
    releases({ r1: [mapOf({ triggers, steps, milestones: [milestones([5], 'bravo', { backfill })] })] }),
  );
}

describe('a goal that is open to anyone', () => {
  it('brings a newcomer in as their main place, through the first one only', () => {
    const play = player().sale(10);
    expect(play.mails()).toEqual(['fast']);
    expect(play.stands()).toEqual(['home']);
    expect(play.at('home').door).toBe('goals/sold');
  });

  it('counts as achieved for the stay that it began', () => {
    const play = player().sale(10).sale(10);
    expect(play.state.maps['m']?.goals).toEqual(['sold', 'again']);
    expect(play.mails()).toEqual(['fast', 'late']);
    expect(play.sale(10).mails()).toEqual(['fast', 'late']);
  });

  it.each([
    ['silent', ['fast']],
    ['send', ['fast', 'bravo']],
  ] as const)('with backfill %s, makes of the thresholds that were passed: %j', (backfill, mails) => {
    const play = player(backfill).sale(10);
    expect(play.mails()).toEqual(mails);
    expect(play.reached()).toEqual([5]);
  });

  it('is not a door for who is on the map', () => {
    const play = player().hear(submitted()).sale(10);
    expect(play.places()).toHaveLength(1);
    expect(play.places()[0]?.door).toBe('in');
  });

  it.each([
    [10, []],
    [100, ['home']],
  ])('lets nobody in while its `if` is false: a sale of %d brings them to %j', (amount, stands) => {
    const steps = [...path(goal('sold', { if: LARGE }), email('fast'), end('home'))];
    const play = new Player(releases({ r1: [mapOf({ steps })] })).sale(amount);
    expect(play.stands()).toEqual(stands);
    expect(play.mails()).toEqual(stands.length > 0 ? ['fast'] : []);
  });
});
