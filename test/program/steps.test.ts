import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/program/step-types.ts';
import {
  branch,
  DAY,
  door,
  email,
  end,
  exit,
  grantLogin,
  HOUR,
  mapOf,
  MINUTE,
  noticesOf,
  notify,
  path,
  releases,
  START,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

/** A newcomer at the first of these steps; `added` opens with a login for those on the map. */
function entered(steps: Step[], added: Step[] = []): Player {
  const map = mapOf({
    triggers: [
      door('in', { type: 'form-submitted' }, steps[0]?.id ?? null),
      door('add', { type: 'login-used' }, added[0]?.id ?? null, { scope: 'on-map', ifOnMap: 'add-again' }),
    ],
    steps: [...steps, ...added],
  });
  return new Player(releases({ r1: [map] }));
}
const login = { type: 'login-used', data: {} } as const;
const come = (steps: Step[], added: Step[] = []) => entered(steps, added).hear(submitted());

describe('wait', () => {
  it.each<[string, Parameters<typeof wait>[1], number]>([
    ['90 minutes, exactly', { ms: 90 * MINUTE }, 90 * MINUTE],
    ['3 days by the calendar', { days: 3 }, 3 * DAY],
    ['a month by the calendar', { months: 1 }, 31 * DAY],
    ['until a date', { until: START + 5 * DAY }, 5 * DAY],
  ])('%s', (_what, length, ms) => {
    const play = come(path(wait('w', length), email('then')));
    expect(play.pass(ms - 1).stands()).toEqual(['w']);
    expect(play.mails()).toEqual([]);
    play.pass(1);
    expect(play.mails()).toEqual(['then']);
    expect(play.started[0]?.at).toBe(START + ms);
  });

  it.each<[string, Parameters<typeof wait>[1]]>([
    ['until a date that has passed', { until: START - 1 }],
    ['until now', { until: START }],
    ['no time', { ms: 0 }],
  ])('%s goes on at once', (_what, length) => {
    expect(come(path(wait('w', length), email('then'))).mails()).toEqual(['then']);
  });

  it('a calendar wait is resolved outside, and stands still until it is', () => {
    const play = come(path(wait('w', { days: 1 }), email('then')));
    expect(play.at('w').waits).toEqual({ for: 'instant', at: START + DAY });
    const id = `m/w#${play.at('w').entry}`;
    play.tell({ type: 'resolved', id, at: START + 9 * DAY }).pass(DAY);
    expect(play.mails()).toEqual(['then']);
  });

  it('an instant that is resolved to the past is over with the next tick of the clock', () => {
    const play = come(path(wait('w', { days: 1 }, {}), email('then')));
    play.now = START + 2 * DAY;
    expect(play.tell({ type: 'clock' }).mails()).toEqual(['then']);
  });
});

describe('branch', () => {
  const cases = [
    { when: 'contact.totalSales >= 1000', first: 'big' },
    { when: 'contact.totalSales >= 100', first: 'some' },
  ];
  const paths = [email('big', { next: 'after' }), email('some', { next: 'after' }), email('after')];
  it.each<[number, Parameters<typeof branch>[1], string[]]>([
    [2000, cases, ['big', 'after']],
    [200, cases, ['some', 'after']],
    [20, cases, ['after']],
    [20, [...cases, { first: 'big' }], ['big', 'after']],
    [2000, [{ when: 'contact.totalSales >= 1000', first: null }, { first: 'big' }], ['after']],
  ])('with a total of %d', (total, when, mails) => {
    const play = entered([branch('b', when, { next: 'after' }), ...paths]);
    expect(
      play
        .correct({ totalSales: total * 100 })
        .hear(submitted())
        .mails(),
    ).toEqual(mails);
  });

  it('a condition on something that is not there does not hold, and stops nobody', () => {
    const play = come([
      branch('b', [{ when: 'event.sale.amount > 1', first: 'big' }], { next: 'after' }),
      ...paths,
    ]);
    expect(play.mails()).toEqual(['after']);
  });
});

describe('if', () => {
  it.each<[string, Step]>([
    ['email', email('x', { if: 'false' })],
    ['notify', notify('x', { if: 'false' })],
    ['grantLogin', grantLogin('x', { if: 'contact.numberOfSales > 0' })],
    ['wait', wait('x', { days: 3 }, { if: 'false' })],
    ['branch', branch('x', [{ first: 'other' }], { if: 'false' })],
    ['end', end('x', { if: 'false' })],
    ['exit', exit('x', { if: 'false' })],
  ])('a %s whose condition does not hold is skipped', (_kind, step) => {
    const play = come([...path(step, email('after')), email('other')]);
    expect(play.mails()).toEqual(['after']);
    expect(play.stands()).toEqual(['in.end']);
  });

  it('a condition that holds changes nothing, and may ask about the event that brought the place', () => {
    expect(come(path(email('x', { if: "event.form == 'sign-up'" }), email('after'))).mails()).toEqual([
      'x',
      'after',
    ]);
  });

  it('is judged on arrival at the step, not before', () => {
    const play = come(path(wait('w', { ms: HOUR }), email('x', { if: 'contact.numberOfSales > 0' })));
    expect(play.sale(10).pass(HOUR).mails()).toEqual(['x']);
  });
});

describe('end and exit', () => {
  it('end parks main and added places alike', () => {
    const play = come([end('home')], [end('side')]).hear(login);
    expect(play.stands()).toEqual(['home', '+side']);
    expect(play.pass(99 * DAY).stands()).toEqual(['home', '+side']);
  });

  it('an added place that runs out of steps is gone, a main one parks', () => {
    const play = come([email('a')], [email('b')]).hear(login);
    expect(play.stands()).toEqual(['in.end']);
  });

  it('exit takes every place with it, also from an added one', () => {
    const play = come([wait('w', { days: 3 })], [exit('bye')]).hear(login);
    expect(play.stands()).toEqual([]);
    expect(play.pass(9 * DAY).state.maps['m']).toEqual({
      once: [],
      milestones: {},
      leftAt: START,
      release: '',
      places: [],
    });
  });

  it('exit retracts mails that are retried', () => {
    const play = entered([email('a')], [exit('bye')]);
    play.answers = () => ({ status: 'failed', message: 'no', permanent: false });
    play.hear(submitted()).hear(login).pass(DAY);
    expect(play.mails()).toEqual(['a']);
  });

  it('a mail in flight at the exit is past recall; its answer is for nobody', () => {
    const play = entered(path(email('a'), email('b')), [exit('bye')]);
    play.answers = () => 'hold';
    play.hear(submitted()).hear(login).answer();
    expect(play.mails()).toEqual(['a']);
    expect(play.state.jobs).toEqual([]);
  });
});

describe('grantLogin', () => {
  it('asks for a login and goes on when it was sent', () => {
    const play = come(path(grantLogin('login'), email('welcome')));
    expect(play.mails()).toEqual(['login', 'welcome']);
    const job = play.started[0]?.job;
    expect(job?.activity).toBe('grant-login');
    expect(job?.input).toMatchObject({ program: 'main', linkValidFor: { days: 3 } });
  });

  it.each(['suppressed', 'not-approved'] as const)('that is skipped (%s) waits for repair', (skipped) => {
    const play = entered(path(grantLogin('login'), email('welcome')));
    play.answers = () => ({ status: 'done', skipped });
    play.hear(submitted()).pass(9 * DAY);
    expect(play.mails()).toEqual(['login']);
    expect(play.at('login').waits).toMatchObject({ for: 'repair', reason: expect.stringContaining(skipped) });
  });
});

describe('email and notify', () => {
  it('go to the contact and to the team', () => {
    const play = come(path(email('a'), notify('b')));
    const to = play.started.map(({ job }) => 'mail' in job.input && job.input.mail.to);
    expect(to).toEqual(['contact', { team: 'managers' }]);
  });

  it('a skipped mail counts as done', () => {
    const play = entered(path(email('a'), email('b')));
    play.answers = () => ({ status: 'done', skipped: 'suppressed' });
    expect(play.hear(submitted()).stands()).toEqual(['in.end']);
  });

  it('a retried mail keeps the figures of the decision that issued it', () => {
    const play = entered(path(email('a', {}, ['contact.totalSales', 'contact.firstName', 'sale.amount'])));
    play.answers = () => ({ status: 'failed', message: 'no', permanent: false });
    play.hear(submitted()).sale(10).pass(HOUR);
    expect(play.values(0)).toEqual({ 'contact.totalSales': 0, 'sale.amount': null });
    expect(play.values(1)).toEqual(play.values(0));
  });
});

describe('notices of a program', () => {
  it('stand beside each other, run out, and leave no trace', () => {
    const play = new Player(
      releases({ r1: [noticesOf(email('thanks', { onlyApproved: true }, ['sale.id']))] }),
    );
    play.answers = () => 'hold';
    play.sale(10, { id: 'one' }).sale(20, { id: 'two' });
    expect(play.stands('main.notices')).toEqual(['+thanks', '+thanks']);
    expect(play.started.map((_m, n) => play.values(n)['sale.id'])).toEqual(['one', 'two']);
    const job = play.started[0]?.job;
    expect(job?.activity === 'send-email' && job.input.mail.onlyApproved).toBe(true);
    play.answer().answer();
    expect(play.state.maps).toEqual({});
  });

  it('no commission, no mail', () => {
    const play = new Player(releases({ r1: [noticesOf(email('thanks'))] }));
    expect(play.sale(10, { commission: 0 }).mails()).toEqual([]);
  });
});
