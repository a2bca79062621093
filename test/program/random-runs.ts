import fc from 'fast-check';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { MilestoneSet, Program, Programs } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import {
  approve,
  branch,
  DAY,
  door,
  email,
  end,
  exit,
  grantLogin,
  HOUR,
  mapOf,
  milestones,
  MINUTE,
  noticesOf,
  notify,
  path,
  releases,
  submitted,
  wait,
} from './builders.ts';
import { Player, type Answer } from './player.ts';

const onMap = { scope: 'on-map', ifOnMap: 'add-again' } as const;

/** The reference program in small: form, approval, login, welcome, a once trigger and milestones. */
function welcome(settings: Partial<MilestoneSet>): Program {
  const equals = {
    type: 'field-updated',
    field: 'totalSales',
    test: { op: 'equals', value: 100000 },
  } as const;
  return mapOf({
    triggers: [
      door('in', { type: 'form-submitted' }, 'review', { reentry: { cooldown: { days: 3 } } }),
      door('once', equals, 'once-mail', { ...onMap, once: true }),
    ],
    milestones: [milestones([1000, 2000, 5000], 'bravo', settings)],
    steps: [
      ...path(
        approve('review', {
          remindEvery: { days: 1 },
          giveUpAfter: { days: 4 },
          rejected: 'declined',
          expired: 'bye',
        }),
        grantLogin('login'),
        email('welcome'),
        end('active'),
      ),
      ...path(email('declined'), exit('bye')),
      email('once-mail'),
      email('bravo', {}, ['milestone.values']),
    ],
  });
}

/** Everything at once: moves, parked doors, waits, branches, `each` with own steps, and a way out. */
function busy(settings: Partial<MilestoneSet>): Program {
  const at = [1000, { value: 2000, first: 'slow' }, 5000];
  return mapOf({
    map: 'n',
    triggers: [
      door('in', { type: 'sale-recorded' }, 'fork', { once: false }),
      door('once', { type: 'login-used' }, 'once-mail', { ...onMap, once: true }),
      door('login', { type: 'login-used' }, 'team', { scope: { parkedAt: ['rest'] }, ifOnMap: 'move' }),
      door('again', { type: 'commission-earned', where: 'event.sale.amount > 1000' }, 'slow', onMap),
      door('out', { type: 'form-submitted' }, 'bye', { scope: 'parked', ifOnMap: 'move' }),
    ],
    milestones: [milestones(at, 'bravo', { onJump: 'each', backfill: 'send', ...settings })],
    steps: [
      branch('fork', [{ when: 'contact.totalSales >= 2000', first: 'long' }], { next: 'rest' }),
      ...path(wait('long', { days: 2 }), end('rest')),
      ...path(notify('team'), wait('short', { ms: HOUR }), end('rest2')),
      ...path(wait('slow', { ms: 90 * MINUTE }), email('bravo', {}, ['milestone.values'])),
      email('once-mail'),
      exit('bye'),
    ],
  });
}

/** Forks in forks, waits for events, goals, splits, a jump, and a way out by condition. */
function winding(): Program {
  const sold = { type: 'sale-recorded' } as const;
  const base = { next: null };
  const steps: Step[] = [
    { ...base, kind: 'fork', id: 'all', join: 'all', next: 'deal', paths: ways('first', 'any') },
    { ...base, kind: 'waitFor', id: 'first', on: sold, atMost: { days: 1 }, otherwise: 'late', next: 'glad' },
    { ...base, kind: 'fork', id: 'any', join: 'any', paths: ways('soon', 'glad') },
    { ...base, kind: 'split', id: 'deal', next: 'goal', paths: [{ name: 'a', weight: 50, first: 'round' }] },
    {
      ...base,
      kind: 'goal',
      id: 'goal',
      on: { type: 'login-used' },
      scope: 'on-map',
      wait: true,
      next: 'part',
    },
    { ...base, kind: 'fork', id: 'part', join: 'none', paths: ways('kept', 'soon') },
    ...path(wait('round', { ms: HOUR }), { ...base, kind: 'goTo', id: 'back', next: 'goal' }),
    wait('soon', { ms: HOUR }),
    email('glad', { onFailure: { retryFor: { ms: HOUR }, giveUp: 'continue' } }),
    email('late', { onFailure: { giveUp: { first: null } } }),
    end('kept'),
  ];
  const oncePer = 'event.sale.amount';
  return mapOf({
    map: 'p',
    exitWhen: 'contact.totalSales > 20000',
    triggers: [
      door('in', { type: 'form-submitted' }, 'all'),
      door('per', sold, 'any', { ...onMap, oncePer }),
      door('over', { type: 'sale-refunded' }, 'all', { scope: 'on-map', ifOnMap: 'move' }),
    ],
    milestones: [milestones([1000], 'all', { scope: 'anyone' })],
    steps,
  });
}

function ways(...first: string[]): { name: string; first: string }[] {
  return first.map((step) => ({ name: step, first: step }));
}

/** A small world of maps and notices in two releases that differ in their hash only. */
export function world(settings: Partial<MilestoneSet>): Programs {
  const all = [welcome(settings), busy(settings), winding(), noticesOf(email('thanks'))];
  return releases({ r1: all, r2: all });
}

/** Something that happens in a generated run. */
export type Happening =
  | { do: 'submit' | 'login' | 'apply-release' | 'duplicate' | 'answer' }
  | { do: 'sale' | 'refund'; dollars: number }
  | { do: 'decide'; outcome: 'approved' | 'rejected' }
  | { do: 'pass'; ms: number };

const AMOUNTS = fc.constantFrom(1, 500, 999, 1000, 1500, 4000);

/** Generated runs: up to 40 happenings. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('sale' as const), dollars: AMOUNTS }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), dollars: AMOUNTS }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        ms: fc.constantFrom(1, MINUTE, HOUR, DAY, 5 * DAY),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('decide' as const),
        outcome: fc.constantFrom('approved' as const, 'rejected' as const),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom(
          ...(['submit', 'submit', 'login', 'apply-release', 'duplicate', 'answer', 'answer'] as const),
        ),
      }),
    },
  ),
  { maxLength: 40 },
);

const FAILURE = { status: 'failed', message: 'no' } as const;

/** What activities answer, in turn and round again; offsets of `not-before` are from the moment of asking. */
export const answers: fc.Arbitrary<(Answer | { later: number })[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Answer>('done') },
    { weight: 3, arbitrary: fc.constant<Answer>('hold') },
    { weight: 2, arbitrary: fc.constant<ActivityOutcome>({ ...FAILURE, permanent: false }) },
    { weight: 1, arbitrary: fc.constant<ActivityOutcome>({ ...FAILURE, permanent: true }) },
    { weight: 1, arbitrary: fc.constant<ActivityOutcome>({ status: 'done', skipped: 'suppressed' }) },
    { weight: 1, arbitrary: fc.record({ later: fc.constantFrom(HOUR, 2 * DAY) }) },
  ),
  { minLength: 1, maxLength: 12 },
);

/** A player whose activities answer from the list. */
export function playerWith(programs: Programs, list: (Answer | { later: number })[]): Player {
  const play = new Player(programs);
  let turn = 0;
  play.answers = (job) => {
    const answer = list[turn++ % list.length] ?? 'done';
    // Closing an application is skipped only where a decision is on its way, and then it arrives.
    if (job.activity === 'expire-approval' && typeof answer === 'object' && 'skipped' in answer)
      return 'done';
    if (typeof answer === 'object' && 'later' in answer)
      return { status: 'not-before', at: play.now + answer.later };
    return answer;
  };
  return play;
}

/** Lets one thing happen; what is impossible right now does nothing. */
export function happen(play: Player, happening: Happening): void {
  switch (happening.do) {
    case 'submit':
      play.hear(submitted());
      return;
    case 'login':
      play.hear({ type: 'login-used', data: {} });
      return;
    case 'sale':
      play.sale(happening.dollars);
      return;
    case 'refund': {
      const total = Number(play.fields['totalSales']) / 100;
      if (total >= happening.dollars) play.refund(happening.dollars);
      return;
    }
    case 'decide': {
      const asked = play.places().find(({ step }) => step === 'review');
      if (asked) play.decided(asked.entry, happening.outcome);
      return;
    }
    case 'pass':
      play.pass(happening.ms);
      return;
    case 'apply-release':
      play.releaseSet = 'r2';
      return;
    case 'answer':
      if (play.held.length > 0) play.answer();
      return;
    case 'duplicate':
      if (play.sequence === 0) return;
      play.sequence -= 1;
      play.hear(submitted());
  }
}
