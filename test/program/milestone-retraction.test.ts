import { describe, expect, it } from 'vitest';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { MilestoneSet } from '../../src/program/program.ts';
import type { ForkStep } from '../../src/program/step-types.ts';
import {
  DAY,
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

const FAILED: ActivityOutcome = { status: 'failed', message: 'mail server gone', permanent: false };
const AT = [1000, 5000, 10000];

/** Milestones whose steps are a mail, or a wait of a day and a mail. */
function player(settings: Partial<MilestoneSet>, first: 'bravo' | 'pause' = 'bravo'): Player {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'home')],
    milestones: [milestones(AT, first, settings)],
    steps: [end('home'), ...path(wait('pause', { ms: DAY }), email('bravo', {}, ['milestone.values']))],
  });
  return new Player(releases({ r1: [map] })).hear(submitted());
}

function congratulated(play: Player): number[][] {
  return play.started.map((_mail, index) =>
    (play.values(index)['milestone.values'] as number[]).map((v) => v / 100),
  );
}

describe('a refund while the congratulation waits', () => {
  type Row = [MilestoneSet['onJump'], sale: number, refund: number, mails: number[][], reached: number[]];
  it.each<Row>([
    ['highest', 1200, 300, [], []],
    ['highest', 1200, 100, [[1000]], [1000]],
    ['highest', 12000, 3000, [[1000, 5000]], [1000, 5000]],
    ['digest', 12000, 3000, [[1000, 5000]], [1000, 5000]],
    ['digest', 12000, 11500, [], []],
    ['each', 12000, 3000, [[1000], [5000]], [1000, 5000]],
    ['each', 12000, 8000, [[1000]], [1000]],
    ['each', 12000, 11500, [], []],
  ])('%s: a sale of %d, then a refund of %d: congratulates on %j', (onJump, sale, refund, mails, reached) => {
    const play = player({ onJump }, 'pause')
      .sale(sale)
      .pass(HOUR)
      .refund(refund)
      .pass(9 * DAY);
    expect(congratulated(play)).toEqual(mails);
    expect(play.reached()).toEqual(reached);
    expect(play.stands()).toEqual(['home']);
  });

  it('lets the threshold be reached again', () => {
    const play = player({}, 'pause')
      .sale(1200)
      .refund(300)
      .sale(300)
      .pass(9 * DAY);
    expect(congratulated(play)).toEqual([[1000]]);
  });

  it.each(['highest', 'each', 'digest'] as const)('rearm, %s: retracts as well', (onJump) => {
    const play = player({ onJump, onRefund: 'rearm' }, 'pause')
      .sale(1200)
      .refund(300)
      .pass(9 * DAY);
    expect(congratulated(play)).toEqual([]);
    expect(play.reached()).toEqual([]);
  });

  it('does not make a congratulation that is still justified wait anew', () => {
    const play = player({ onJump: 'each' }, 'pause')
      .sale(12000)
      .pass(DAY - HOUR)
      .refund(8000);
    expect(congratulated(play.pass(HOUR))).toEqual([[1000]]);
  });
});

describe('a refund while the congratulation is retried', () => {
  it.each<[string, ActivityOutcome]>([
    ['failed', FAILED],
    ['held by quiet hours', { status: 'not-before', at: Date.UTC(2026, 0, 6) }],
    ['failed for good', { status: 'failed', message: 'refused', permanent: true }],
  ])('%s: it is retracted', (_what, outcome) => {
    const play = player({});
    play.answers = () => outcome;
    play.sale(1200);
    expect(play.stands()).toEqual(['home', '+bravo']);
    play.refund(300).pass(9 * DAY);
    expect(play.mails()).toEqual(['bravo']);
    expect(play.stands()).toEqual(['home']);
    expect(play.reached()).toEqual([]);
  });

  it.each(['highest', 'digest'] as const)('%s: it is decided anew for what is still justified', (onJump) => {
    const play = player({ onJump });
    play.answers = () => FAILED;
    play.sale(12000).refund(3000);
    expect(congratulated(play)).toEqual([
      [1000, 5000, 10000],
      [1000, 5000],
    ]);
    const [first, second] = play.started.map(({ job }) => job.origin.entry);
    expect(second).toBeGreaterThan(first ?? 0);
    expect(play.reached()).toEqual([1000, 5000]);
  });
});

describe('past recall', () => {
  it('a mail that was sent', () => {
    const play = player({}).sale(1200).refund(300);
    expect(congratulated(play)).toEqual([[1000]]);
    expect(play.reached()).toEqual([1000]);
    expect(congratulated(play.sale(300))).toEqual([[1000]]);
  });

  it('a mail whose attempt is in flight and succeeds', () => {
    const play = player({});
    play.answers = () => 'hold';
    play.sale(1200).refund(300);
    expect(play.reached()).toEqual([1000]);
    play.answer();
    expect(play.reached()).toEqual([1000]);
    expect(play.stands()).toEqual(['home']);
  });

  it.each<[string, ActivityOutcome]>([
    ['fails', FAILED],
    ['is put off', { status: 'not-before', at: Date.UTC(2026, 0, 6) }],
  ])('but not one whose attempt in flight %s: it is unsent still', (_what, outcome) => {
    const play = player({});
    play.answers = () => 'hold';
    play
      .sale(1200)
      .refund(300)
      .answer(outcome)
      .pass(9 * DAY);
    expect(play.mails()).toEqual(['bravo']);
    expect(play.stands()).toEqual(['home']);
    expect(play.reached()).toEqual([]);
  });

  it('the later steps of a congratulation that was sent', () => {
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'home')],
      milestones: [milestones(AT, 'bravo')],
      steps: [end('home'), ...path(email('bravo'), wait('pause', { ms: DAY }), email('again'))],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(1200).refund(300).pass(DAY);
    expect(play.mails()).toEqual(['bravo', 'again']);
  });
});

describe('each, with the first in flight or sent', () => {
  it('later thresholds that are no longer justified are retracted', () => {
    const play = player({ onJump: 'each' });
    play.answers = () => 'hold';
    play.sale(12000).refund(5000).answer().answer();
    expect(congratulated(play)).toEqual([[1000], [5000]]);
    expect(play.held).toEqual([]);
    expect(play.reached()).toEqual([1000, 5000]);
    expect(congratulated(play.sale(5000))).toEqual([[1000], [5000], [10000]]);
  });
});

describe('a queued congratulation, not yet started', () => {
  it('is retracted', () => {
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'home'),
        door('add', { type: 'login-used' }, 'filler', { scope: 'on-map', ifOnMap: 'add-again' }),
      ],
      milestones: [milestones(AT, 'bravo')],
      steps: [end('home'), email('filler'), email('bravo')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    play.answers = () => 'hold';
    for (let n = 0; n < 20; n += 1) play.hear({ type: 'login-used', data: {} });
    play.sale(1200).refund(300);
    while (play.held.length > 0) play.answer();
    expect(play.mails()).not.toContain('bravo');
    expect(play.reached()).toEqual([]);
  });
});

describe('a congratulation that walks in a fork', () => {
  const paths = [
    { name: 'a', first: 'pause' },
    { name: 'b', first: 'long-pause' },
  ];
  /** The milestone's steps are a fork: after a day the mail `bravo`, after two days the mail `gift`; then `both-done`. */
  function forked(join: ForkStep['join'], settings: Partial<MilestoneSet> = {}): Player {
    const next = join === 'none' ? null : 'both-done';
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'home')],
      milestones: [milestones(AT, 'fork', settings)],
      steps: [
        end('home'),
        { kind: 'fork', id: 'fork', join, paths, next },
        ...path(wait('pause', { ms: DAY }), email('bravo', { next }, ['milestone.values'])),
        ...path(wait('long-pause', { ms: 2 * DAY }), email('gift', { next }, ['milestone.values'])),
        email('both-done', {}, ['milestone.values']),
      ],
    });
    return new Player(releases({ r1: [map] })).hear(submitted());
  }

  it.each<ForkStep['join']>(['all', 'any', 'none'])('join %s: is retracted in all its paths', (join) => {
    const play = forked(join).sale(1200).refund(300);
    expect(play.stands()).toEqual(['home']);
    expect(play.reached()).toEqual([]);
    expect(play.pass(3 * DAY).mails()).toEqual([]);
  });

  it.each<ForkStep['join']>(['all', 'any', 'none'])(
    'join %s: is decided anew once, not for each path',
    (join) => {
      const play = forked(join).sale(6000).refund(2000).pass(DAY);
      expect(play.mails().slice(0, 1)).toEqual(['bravo']);
      expect(congratulated(play)[0]).toEqual([1000]);
      const rest = join === 'any' ? ['both-done'] : join === 'none' ? ['gift'] : ['gift', 'both-done'];
      expect(play.pass(DAY).mails()).toEqual(['bravo', ...rest]);
      expect(play.reached()).toEqual([1000]);
    },
  );

  it.each<ForkStep['join']>(['all', 'none'])(
    'join %s: is past recall once any of its mails is sent',
    (join) => {
      const play = forked(join).sale(1200).pass(DAY).refund(300);
      expect(play.mails()).toEqual(['bravo']);
      expect(play.pass(DAY).mails()).toContain('gift');
      expect(play.reached()).toEqual([1000]);
    },
  );
});

describe('a congratulation by which the contact came onto the map', () => {
  const map = mapOf({
    triggers: [door('stays', { type: 'login-used' }, 'home', { scope: 'on-map', ifOnMap: 'add-again' })],
    milestones: [milestones(AT, 'pause', { scope: 'anyone' })],
    steps: [end('home'), ...path(wait('pause', { ms: DAY }), email('bravo', {}, ['milestone.values']))],
  });
  const player = () => new Player(releases({ r1: [map] })).sale(6000);

  it('parks them at the implicit end when a refund leaves nothing of it', () => {
    const play = player().refund(5500);
    expect(play.stands()).toEqual(['milestones/total.end']);
    expect(play.reached()).toEqual([]);
    expect(play.pass(DAY).mails()).toEqual([]);
    expect(play.sale(600).stands()).toEqual(['milestones/total.end', '+pause']);
  });

  it('stays their main place when it is decided anew', () => {
    const play = player().refund(2000);
    expect(play.stands()).toEqual(['pause']);
    expect(congratulated(play.pass(DAY))).toEqual([[1000]]);
    expect(play.stands()).toEqual(['milestones/total.end']);
  });

  it('is over when its path has run out without a mail: a refund moves nobody and forgets nothing', () => {
    const play = player();
    play.answers = () => ({ status: 'done', skipped: 'unsubscribed' });
    expect(play.pass(DAY).refund(5500).stands()).toEqual(['milestones/total.end']);
    expect(play.reached()).toEqual([1000, 5000]);
  });
});

describe('triggers', () => {
  it('are never retracted', () => {
    const on = {
      type: 'field-updated',
      field: 'totalSales',
      test: { op: 'crosses', value: 100000 },
    } as const;
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'home'),
        door('t', on, 'pause', { scope: 'on-map', ifOnMap: 'add-again', once: true }),
      ],
      steps: [end('home'), ...path(wait('pause', { ms: DAY }), email('hit'))],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(1200).refund(1200).pass(DAY);
    expect(play.mails()).toEqual(['hit']);
  });
});
