import { describe, expect, it } from 'vitest';
import type { MilestoneSet } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import {
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  milestones,
  path,
  releases,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

const MERGES = [
  'milestone.value',
  'milestone.values',
  'milestone.next',
  'milestone.toNext',
  'contact.totalSales',
];
const AT = [1000, 5000, 10000, 25000];

function player(settings: Partial<MilestoneSet>, at: Parameters<typeof milestones>[0] = AT): Player {
  const map = mapOf({
    triggers: [
      door('in', { type: 'form-submitted', form: 'sign-up' }, 'home'),
      door('out', { type: 'form-submitted', form: 'leave' }, 'bye', { scope: 'on-map', ifOnMap: 'move' }),
    ],
    milestones: [milestones(at, 'bravo', settings)],
    steps: [end('home'), exit('bye'), email('bravo', {}, MERGES), email('special', {}, MERGES)],
  });
  return new Player(releases({ r1: [map] }));
}

/** The milestones congratulated on: one list for each mail, in whole dollars. */
function congratulated(play: Player): number[][] {
  return play.started.map((_mail, index) =>
    (play.values(index)['milestone.values'] as number[]).map((v) => v / 100),
  );
}

/** Goes through totals: upwards by a sale, downwards by a refund. */
function go(play: Player, totals: number[]): Player {
  for (const total of totals) {
    const difference = total - Number(play.fields['totalSales']) / 100;
    if (difference > 0) play.sale(difference);
    if (difference < 0) play.refund(-difference);
  }
  return play;
}

describe('onJump and onRefund', () => {
  type Jump = MilestoneSet['onJump'];
  type Refund = MilestoneSet['onRefund'];
  it.each<[Jump, Refund, number[], number[][], number[]]>([
    // One at a time, exactly met and passed.
    ['highest', 'keep', [999.99], [], []],
    ['highest', 'keep', [1000], [[1000]], [1000]],
    ['highest', 'keep', [999, 1001, 4999, 5000], [[1000], [5000]], [1000, 5000]],
    ['each', 'keep', [1000, 5000], [[1000], [5000]], [1000, 5000]],
    ['digest', 'keep', [1000, 5000], [[1000], [5000]], [1000, 5000]],
    // Jumps.
    ['each', 'keep', [12000], [[1000], [5000], [10000]], [1000, 5000, 10000]],
    ['highest', 'keep', [12000], [[1000, 5000, 10000]], [1000, 5000, 10000]],
    ['digest', 'keep', [12000], [[1000, 5000, 10000]], [1000, 5000, 10000]],
    ['each', 'keep', [1200, 30000], [[1000], [5000], [10000], [25000]], AT],
    ['highest', 'keep', [1200, 30000], [[1000], [5000, 10000, 25000]], AT],
    // Down and up again.
    ['highest', 'keep', [1000, 500, 1000], [[1000]], [1000]],
    ['highest', 'rearm', [1000, 500], [[1000]], []],
    ['highest', 'rearm', [1000, 500, 1000], [[1000], [1000]], [1000]],
    ['highest', 'rearm', [1200, 1000, 1200], [[1000]], [1000]],
    ['each', 'rearm', [12000, 6000, 12000], [[1000], [5000], [10000], [10000]], [1000, 5000, 10000]],
    [
      'digest',
      'rearm',
      [12000, 0, 12000],
      [
        [1000, 5000, 10000],
        [1000, 5000, 10000],
      ],
      [1000, 5000, 10000],
    ],
    ['each', 'keep', [12000, 0, 30000], [[1000], [5000], [10000], [25000]], AT],
    ['highest', 'keep', [6000, 0, 12000], [[1000, 5000], [10000]], [1000, 5000, 10000]],
  ])(
    '%s, %s: totals %j congratulate on %j and leave %j reached',
    (onJump, onRefund, totals, mails, reached) => {
      const play = go(player({ onJump, onRefund }).hear(submitted()), totals);
      expect(congratulated(play)).toEqual(mails);
      expect(play.reached()).toEqual(reached);
      expect(play.stands()).toEqual(['home']);
    },
  );

  it('nobody who is not on the map is congratulated', () => {
    const play = go(player({}), [12000]);
    expect(play.mails()).toEqual([]);
    expect(play.reached()).toEqual([]);
  });

  it('one sale of two milestone blocks is decided in file order', () => {
    const second = milestones([2000], 'b', { name: 'again' });
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, null)],
      milestones: [milestones([1000], 'a'), second],
      steps: [email('a'), email('b')],
    });
    expect(new Player(releases({ r1: [map] })).hear(submitted()).sale(3000).mails()).toEqual(['a', 'b']);
  });

  it('a milestone on the number of sales counts sales, not money', () => {
    const number = {
      ...milestones([], null),
      name: 'number',
      field: 'numberOfSales',
      at: [{ value: 2, first: 'a' }],
    };
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, null)],
      milestones: [number],
      steps: [email('a')],
    });
    const play = new Player(releases({ r1: [map] }))
      .hear(submitted())
      .sale(10)
      .sale(10, { kind: 'recurring' });
    expect(play.mails()).toEqual([]);
    play.sale(10);
    expect(play.mails()).toEqual(['a']);
    expect(play.started[0]?.job.summary).toBe('Milestone 2 reached (total 2): email a');
  });
});

describe('own steps of a threshold replace those of the block', () => {
  const at = [1000, { value: 5000, first: 'special' }, { value: 10000, first: null }, 25000];
  it.each<[MilestoneSet['onJump'], number[], string[]]>([
    ['each', [30000], ['bravo', 'special', 'bravo']],
    ['highest', [6000], ['special']],
    ['highest', [12000], []],
    ['highest', [30000], ['bravo']],
    ['digest', [6000], ['special']],
  ])('%s, totals %j: %j', (onJump, totals, mails) => {
    const play = go(player({ onJump }, at).hear(submitted()), totals);
    expect(play.mails()).toEqual(mails);
    expect(play.stands()).toEqual(['home']);
  });
});

describe('merge fields', () => {
  it('say which milestone, which comes next and how far it is', () => {
    const play = go(player({}).hear(submitted()), [5600]);
    expect(play.values(0)).toEqual({
      'milestone.value': 500000,
      'milestone.values': [100000, 500000],
      'milestone.next': 1000000,
      'milestone.toNext': 440000,
      'milestone.isMoney': true,
      'contact.totalSales': 560000,
    });
    expect(play.started[0]?.job.summary).toBe('Milestone 5,000 USD reached (total 5,600 USD): email bravo');
  });

  it('after the last milestone there is no next one', () => {
    const play = go(player({}).hear(submitted()), [25000]);
    expect(play.values(0)).toMatchObject({ 'milestone.next': null, 'milestone.toNext': null });
  });

  it('with `each`, a next milestone that this sale passed too is not a negative way off', () => {
    const play = go(player({ onJump: 'each' }).hear(submitted()), [5600]);
    expect(play.values(0)).toMatchObject({ 'milestone.value': 100000, 'milestone.next': 500000 });
    expect(play.values(0)['milestone.toNext']).toBe(0);
    expect(play.values(1)['milestone.toNext']).toBe(440000);
  });
});

describe('each goes through its thresholds one after the other in one place', () => {
  it('the next one starts when the steps of the one before ran out', () => {
    const steps: Step[] = [end('home'), ...path(wait('pause', { ms: HOUR }), email('bravo', {}, MERGES))];
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'home')],
      milestones: [milestones([1000, 5000], 'pause', { onJump: 'each' })],
      steps,
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(6000);
    expect(play.stands()).toEqual(['home', '+pause']);
    expect(congratulated(play.pass(HOUR))).toEqual([[1000]]);
    expect(play.stands()).toEqual(['home', '+pause']);
    expect(congratulated(play.pass(HOUR))).toEqual([[1000], [5000]]);
    expect(play.stands()).toEqual(['home']);
  });
});

it('an explicit end in a path of `each` parks the place only after the last threshold', () => {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'home')],
    milestones: [milestones([1000, 5000], 'bravo', { onJump: 'each' })],
    steps: [end('home'), ...path(email('bravo', {}, MERGES), end('reached'))],
  });
  const play = go(new Player(releases({ r1: [map] })).hear(submitted()), [6000]);
  expect(congratulated(play)).toEqual([[1000], [5000]]);
  expect(play.stands()).toEqual(['home', '+reached']);
});

describe('backfill, on coming onto the map', () => {
  it.each<[MilestoneSet['backfill'], MilestoneSet['onJump'], number[][]]>([
    ['silent', 'highest', []],
    ['silent', 'each', []],
    ['send', 'highest', [[1000, 5000]]],
    ['send', 'each', [[1000], [5000]]],
    ['send', 'digest', [[1000, 5000]]],
  ])('%s, %s: a total of 6,000 congratulates on %j', (backfill, onJump, mails) => {
    const play = go(player({ backfill, onJump }), [6000]).hear(submitted());
    expect(congratulated(play)).toEqual(mails);
    expect(play.reached()).toEqual([1000, 5000]);
    go(play, [12000]);
    expect(congratulated(play)).toEqual([...mails, [10000]]);
  });

  it.each(['silent', 'send'] as const)(
    '%s: what was reached in an earlier stay stays reached',
    (backfill) => {
      const play = go(player({ backfill }).hear(submitted()), [6000]).hear(submitted('leave'));
      expect(play.stands()).toEqual([]);
      go(play, [12000]).hear(submitted());
      expect(congratulated(play)).toEqual(backfill === 'send' ? [[1000, 5000], [10000]] : [[1000, 5000]]);
      expect(play.reached()).toEqual([1000, 5000, 10000]);
    },
  );

  it('rearm: thresholds above the total count as not reached, although the fall was not seen', () => {
    const play = go(player({ onRefund: 'rearm' }).hear(submitted()), [6000]).hear(submitted('leave'));
    const memory = { sequence: play.sequence, entry: 9, revision: 9, maps: { m: play.state.maps['m']! } };
    const back = new Player(play.programs, memory).correct({ totalSales: 200000 }).hear(submitted());
    expect(back.reached()).toEqual([1000]);
    expect(congratulated(go(back, [6000]))).toEqual([[5000]]);
  });

  it('a newcomer who leaves at once by a milestone does not come back by the next one', () => {
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, null)],
      milestones: [
        milestones([1000], 'bye', { backfill: 'send' }),
        milestones([1000], 'bravo', { name: 'two', backfill: 'send' }),
      ],
      steps: [exit('bye'), email('bravo')],
    });
    const play = go(new Player(releases({ r1: [map] })), [6000]).hear(submitted());
    expect(play.stands()).toEqual([]);
    expect(play.mails()).toEqual([]);
  });
});
