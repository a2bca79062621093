import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { Program } from '../../src/program/program.ts';
import { email, end, grantLogin, path, revokeLogin, task } from '../program/builders.ts';
import { mails, ofKind, play, simpleMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const done = (outcome: string, step = 'call'): TimelineEntry => ({
  task: { step, outcome, by: 'kim@example.com' },
});

/** Somebody is to call; who was reached is welcomed, and everybody gets the notice. */
const calling = (settings: Parameters<typeof task>[2] = {}) =>
  simpleMap(
    ...path(
      task('call', { reached: 'welcome', 'no-answer': null }, settings),
      email('notice'),
      end('called'),
    ),
    email('welcome', { next: 'notice' }),
  );

describe('a task', () => {
  it('asks the team, with what they can answer and how', async () => {
    const report = await play({ programs: [calling()], timeline: [SIGN_UP] });
    const [mail] = ofKind(report, 'email');
    expect(mail).toMatchObject({ template: 'task-request', team: 'managers', subject: 'Call them (Ada)' });
    expect(mail?.text).toContain('mapwright task c_simulated no-answer --step call');
  });

  it('reminds, ends with an outcome, and the paths rejoin', async () => {
    const timeline = [SIGN_UP, { after: '5 days', ...done('reached') }];
    const report = await play({ programs: [calling({ remindEvery: { days: 2 } })], timeline });
    expect(mails(report)).toEqual([
      'task-request 2026-01-05T09:00Z',
      'task-request 2026-01-07T09:00Z',
      'task-request 2026-01-09T09:00Z',
      'welcome 2026-01-10T09:00Z',
      'notice 2026-01-10T09:00Z',
    ]);
    expect(ofKind(report, 'entry').at(-1)).toMatchObject({ detail: 'call: reached by kim@example.com' });
  });

  const refused: [what: string, timeline: TimelineEntry[], code: string, reason: RegExp][] = [
    ['before there is one', [done('reached')], 'nothing-open', /no task was given at the step “call”/],
    ['with an outcome that it lacks', [SIGN_UP, done('maybe')], 'unknown-outcome', /are reached, no-answer/],
    [
      'a second time',
      [SIGN_UP, done('reached'), done('no-answer')],
      'already-done',
      /reached by kim@example.com on 2026-01-05T09:00/,
    ],
    [
      'too late',
      [SIGN_UP, { after: '8 days', ...done('reached') }],
      'already-done',
      /expired by the time limit/,
    ],
  ];
  it.each(refused)('cannot be ended %s', async (_what, timeline, code, reason) => {
    const report = await play({ programs: [calling({ giveUpAfter: { days: 7 } })], timeline });
    expect(ofKind(report, 'refused')).toMatchObject([
      { entry: 'task', code, reason: expect.stringMatching(reason) },
    ]);
  });
});

describe('revokeLogin', () => {
  const leave = path(
    grantLogin('login'),
    revokeLogin('close'),
    grantLogin('login', { id: 'again' }),
    end('in'),
  );
  const rows: [what: string, map: Program, refused: string[]][] = [
    ['closes the links before it', simpleMap(...path(...leave.slice(0, 2), end('in'))), ['closed']],
    ['and a later link opens again', simpleMap(...leave), []],
  ];
  it.each(rows)('%s', async (_what, map, refused) => {
    const report = await play({ programs: [map], timeline: [SIGN_UP, { after: '1 day', loginUsed: true }] });
    expect(ofKind(report, 'refused').map(({ code }) => code)).toEqual(refused);
  });
});
