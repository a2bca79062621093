import { describe, expect, test } from 'vitest';
import { newRun } from '../../src/program/new-run.ts';
import type { Program } from '../../src/program/program.ts';
import { isFinished, nextWake, recordOf } from '../../src/program/run-views.ts';
import type { Step, WaitForStep } from '../../src/program/step-types.ts';
import {
  approve,
  DAY,
  door,
  email,
  end,
  HOUR,
  mapOf,
  milestones,
  noticesOf,
  path,
  releases,
  submitted,
  tag,
  wait,
  type Fact,
} from './builders.ts';
import { Player } from './player.ts';

const SIGN_UP = { type: 'form-submitted', form: 'sign-up' } as const;
const KIM = { by: 'kim@example.com' };
const pause = (map?: string): Fact => ({
  type: 'paused',
  data: { ...KIM, ...(map === undefined ? {} : { map }) },
});
const resume = (map?: string): Fact => ({
  type: 'resumed',
  data: { ...KIM, ...(map === undefined ? {} : { map }) },
});
const login: Fact = { type: 'login-used', data: {} };

function taking(steps: Step[], more: Partial<Program> = {}): Player {
  const { triggers = [], steps: others = {}, ...rest } = more;
  const first = door('in', SIGN_UP, steps[0]?.id ?? null);
  const program = mapOf({
    ...rest,
    triggers: [first, ...triggers],
    steps: [...steps, ...Object.values(others)],
  });
  return new Player(releases({ r1: [program, noticesOf(email('thanks'))] }));
}

describe('a place of a paused map', () => {
  test('stays where its wait ended meanwhile, and goes on at the end of the pause', () => {
    const player = taking(path(wait('w', { ms: HOUR }), email('after'), end('e'))).hear(submitted());
    player.hear(pause());
    expect(nextWake(player.state)).toBeUndefined();
    player.pass(3 * DAY).tell({ type: 'clock' });
    expect([player.stands(), player.mails()]).toEqual([['w'], []]);
    player.hear(resume()).pass(0);
    expect([player.stands(), player.mails()]).toEqual([['e'], ['after']]);
  });

  test('keeps a wait that is not over', () => {
    const player = taking(path(wait('w', { ms: 5 * HOUR }), end('e'))).hear(submitted());
    player
      .hear(pause())
      .pass(HOUR)
      .hear(resume())
      .pass(3 * HOUR);
    expect(player.stands()).toEqual(['w']);
    expect(player.pass(HOUR).stands()).toEqual(['e']);
  });

  test('keeps the decision that it waited for', () => {
    const player = taking(path(approve('review'), email('welcome'), end('e'))).hear(submitted());
    player.hear(pause()).decided(1, 'approved');
    expect(player.stands()).toEqual(['review']);
    expect(player.hear(resume()).stands()).toEqual(['e']);
  });

  test('keeps the event that it waited for, also where the time for it ended later', () => {
    const waitFor: WaitForStep = {
      kind: 'waitFor',
      id: 'f',
      next: null,
      on: { type: 'login-used' },
      atMost: { ms: HOUR },
      otherwise: 'late',
    };
    const player = taking([...path(waitFor, email('came'), end('e')), email('late', { next: 'e' })]).hear(
      submitted(),
    );
    player.hear(pause()).hear(login).pass(DAY).hear(resume());
    expect(player.mails()).toEqual(['came']);
  });

  test('keeps its mail that failed, or that had not started, and lets one on its way be', () => {
    const failing = taking(path(email('a'), end('e')));
    failing.answers = () => ({ status: 'failed', message: 'away', permanent: false });
    failing.hear(submitted()).hear(pause()).pass(HOUR);
    expect(failing.mails()).toEqual(['a']);
    failing.answers = () => 'done';
    expect(failing.hear(resume()).pass(0).mails()).toEqual(['a', 'a']);

    const flying = taking(path(email('a'), email('b'), end('e')));
    flying.answers = () => 'hold';
    flying.hear(submitted()).hear(pause()).answer();
    expect([flying.stands(), flying.mails()]).toEqual([['a'], ['a']]);
    expect(flying.hear(resume()).mails()).toEqual(['a', 'b']);
  });

  test('is reminded once, whatever the length of the pause', () => {
    const player = taking(path(approve('review', { remindEvery: { days: 1 } }), end('e'))).hear(submitted());
    player
      .hear(pause())
      .pass(20 * DAY)
      .hear(resume())
      .pass(0);
    expect(player.mails()).toEqual(['approval-request', 'approval-request']);
  });

  test('goes on behind a change of its own', () => {
    const player = taking(path(tag('t', ['vip']), end('e')));
    player.answers = () => 'hold';
    player.hear(submitted()).hear(pause()).answer();
    expect(player.stands()).toEqual(['t']);
    expect(player.hear(resume()).stands()).toEqual(['e']);
  });
});

describe('a door of a paused map', () => {
  const again = { scope: 'on-map', ifOnMap: 'add-again' } as const;
  const parked = [end('e')];
  const onLogin = {
    triggers: [door('seen', { type: 'login-used' }, 'seen', again)],
    steps: { seen: email('seen') },
  };

  test('opens once at the end, however often it was knocked at', () => {
    const player = taking(parked, onLogin)
      .hear(submitted())
      .hear(pause())
      .hear(login)
      .hear(login)
      .hear(login);
    expect(player.mails()).toEqual([]);
    expect(player.hear(resume()).mails()).toEqual(['seen']);
    expect(player.hear(login).mails()).toEqual(['seen', 'seen']);
  });

  test('is the notice’s, too: one thank-you, for the latest sale', () => {
    const player = taking(parked).hear(submitted()).hear(pause()).sale(10).sale(20).sale(30);
    expect(player.mails()).toEqual([]);
    expect(player.hear(resume()).mails()).toEqual(['thanks']);
  });

  test('lets in who submitted a form while they stood nowhere, through the end of a run', () => {
    const player = taking(parked).hear(pause()).hear(submitted());
    expect([isFinished(player.state), player.stands()]).toEqual([true, []]);
    const { memory } = recordOf(player.state);
    const later = new Player(player.programs, memory);
    expect(newRun('contact-1', memory).paused).toBe(true);
    expect(later.hear(resume()).stands()).toEqual(['e']);
    expect(recordOf(later.state).memory.paused).toBeUndefined();
  });

  test('a goal is achieved once, at the end', () => {
    const goal: Step = {
      kind: 'goal',
      id: 'g',
      next: 'e',
      on: { type: 'login-used' },
      scope: 'above',
      wait: false,
    };
    const player = taking([...path(wait('w', { days: 30 }), goal), end('e')]).hear(submitted());
    player.hear(pause()).hear(login);
    expect(player.stands()).toEqual(['w']);
    expect(player.hear(resume()).stands()).toEqual(['e']);
  });
});

describe('milestones of a paused map', () => {
  const map = (onJump: 'each' | 'highest', onRefund: 'keep' | 'rearm' = 'keep') =>
    taking([end('e')], {
      milestones: [milestones([1_000, 2_000, 3_000], 'passed', { onJump, onRefund })],
      steps: { passed: email('passed', {}, ['milestone.value']) },
    }).hear(submitted());
  const passed = (player: Player) =>
    player.started.flatMap(({ template }, index) =>
      template === 'passed' ? [player.values(index)['milestone.value']] : [],
    );

  test('crossed meanwhile follow onJump, as if one change had crossed them', () => {
    const highest = map('highest').sale(1_500).hear(pause()).sale(800).sale(900);
    expect(passed(highest)).toEqual([1_000_00]);
    expect(passed(highest.hear(resume()))).toEqual([1_000_00, 3_000_00]);
    expect(highest.reached()).toEqual([1_000, 2_000, 3_000]);
    expect(passed(map('each').hear(pause()).sale(2_500).hear(resume()))).toEqual([1_000_00, 2_000_00]);
  });

  test('crossed and lost again meanwhile are not congratulated on', () => {
    const player = map('highest').hear(pause()).sale(1_500).refund(1_000).hear(resume());
    expect([passed(player), player.reached()]).toEqual([[], []]);
  });

  test('whose mail is unsent are retracted when the total has fallen', () => {
    const player = map('highest');
    player.answers = ({ origin }) =>
      origin.step === 'passed' ? { status: 'failed', message: 'away', permanent: false } : 'done';
    player.sale(1_500).hear(pause()).refund(1_000).pass(DAY);
    expect(player.stands()).toEqual(['e', '+passed']);
    expect(player.hear(resume()).stands()).toEqual(['e']);
    expect(player.reached()).toEqual([]);
  });
});

describe('a pause', () => {
  test('of one map leaves the others alone, and survives resuming all', () => {
    const other = mapOf({
      map: 'z',
      triggers: [door('in', SIGN_UP, 'z')],
      steps: path(wait('z', { ms: HOUR }), end('ze')),
    });
    const first = mapOf({
      triggers: [door('in', SIGN_UP, 'w')],
      steps: path(wait('w', { ms: HOUR }), end('e')),
    });
    const player = new Player(releases({ r1: [first, other] }))
      .hear(submitted())
      .hear(pause('z'))
      .hear(pause())
      .pass(DAY);
    expect([player.stands(), player.stands('z')]).toEqual([['w'], ['z']]);
    player.hear(resume()).pass(0);
    expect([player.stands(), player.stands('z')]).toEqual([['e'], ['z']]);
    expect(player.hear(resume('z')).pass(0).stands('z')).toEqual(['ze']);
  });

  test('twice is one, and resuming what is not paused is nothing', () => {
    const player = taking(path(wait('w', { ms: HOUR }), end('e')))
      .hear(resume())
      .hear(submitted());
    player.hear(pause()).hear(pause()).pass(DAY).hear(resume()).pass(0);
    expect(player.stands()).toEqual(['e']);
    expect(player.state.paused).toBeUndefined();
  });

  test('holds exitWhen, too, and asks it at the end', () => {
    const player = taking([end('e')], { exitWhen: "contact.status == 'suspended'" })
      .hear(submitted())
      .hear(pause());
    const changes = [{ field: 'status', before: 'approved', after: 'suspended' }];
    player.hear({ type: 'contact-changed', data: { ...KIM, changes } });
    expect(player.stands()).toEqual(['e']);
    expect(player.hear(resume()).stands()).toEqual([]);
  });

  test('does not keep somebody from being taken off, and nobody is put onto a paused map', () => {
    const player = taking([end('e')])
      .hear(submitted())
      .hear(pause('m'));
    expect(player.hear({ type: 'removed', data: { map: 'm', ...KIM } }).stands()).toEqual([]);
    player.hear({ type: 'added', data: { map: 'm', ...KIM, at: 'e' } });
    expect(player.stands()).toEqual([]);
    expect(player.state.refused.map(({ why }) => why)).toEqual(['m is paused']);
  });
});
