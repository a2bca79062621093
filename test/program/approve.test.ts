import { describe, expect, it } from 'vitest';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { Step } from '../../src/program/step-types.ts';
import {
  approve,
  DAY,
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  MINUTE,
  path,
  releases,
  START,
  submitted,
} from './builders.ts';
import { Player, type Answer } from './player.ts';

const FAILED: ActivityOutcome = { status: 'failed', message: 'mail server gone', permanent: false };

function player(settings: Parameters<typeof approve>[1] = {}, more: Step[] = []): Player {
  const question = approve('review', { rejected: 'declined', expired: 'bye', ...settings });
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'review')],
    steps: [
      ...path(question, email('welcome', {}, ['approval.reason']), end('active')),
      ...path(email('declined', {}, ['approval.reason']), exit('bye')),
      ...more,
    ],
  });
  return new Player(releases({ r1: [map] }));
}

/** Answers by template; what is not named is done at once. */
function answering(play: Player, answers: Record<string, Answer>): Player {
  play.answers = (job) => {
    if (job.activity === 'expire-approval') return answers['expire'] ?? 'done';
    const kind = job.activity === 'send-email' && /\.\d+$/.test(job.id) ? 'reminder' : job.activity;
    return answers[kind] ?? 'done';
  };
  return play;
}

const entry = (play: Player) => play.at('review').entry;

describe('the decision', () => {
  it('approved goes on', () => {
    const play = player().hear(submitted()).pass(HOUR);
    expect(play.stands()).toEqual(['review']);
    expect(play.decided(entry(play), 'approved', 'fits').stands()).toEqual(['active']);
    expect(play.mails()).toEqual(['approval-request', 'welcome']);
    expect(play.values(1)).toEqual({ 'approval.reason': 'fits' });
  });

  it('rejected goes its own way', () => {
    const play = player().hear(submitted());
    play.decided(entry(play), 'rejected', 'too new');
    expect(play.stands()).toEqual([]);
    expect(play.mails()).toEqual(['approval-request', 'declined']);
    expect(play.values(1)).toEqual({ 'approval.reason': 'too new' });
  });

  it('on another question changes nothing here', () => {
    const play = player().hear(submitted());
    expect(play.decided(entry(play) + 1, 'approved').stands()).toEqual(['review']);
  });

  it('twice: the first one counts', () => {
    const play = player().hear(submitted());
    const asked = entry(play);
    play.decided(asked, 'rejected').decided(asked, 'approved');
    expect(play.mails()).toEqual(['approval-request', 'declined']);
  });

  it('may arrive before the answer of the activity that asked', () => {
    const play = answering(player({ remindEvery: { days: 2 } }), { 'request-approval': 'hold' });
    play.hear(submitted());
    play.decided(entry(play), 'approved').answer();
    expect(play.stands()).toEqual(['active']);
    expect(play.pass(9 * DAY).mails()).toEqual(['approval-request', 'welcome']);
  });

  it('may arrive while asking is retried', () => {
    const play = answering(player(), { 'request-approval': FAILED });
    play.hear(submitted());
    expect(play.at('review').waits.for).toBe('retry');
    play.decided(entry(play), 'approved').pass(DAY);
    expect(play.stands()).toEqual(['active']);
    expect(play.mails()).toEqual(['approval-request', 'welcome']);
  });

  it('without a path of its own, rejected parks the newcomer at the end of the door', () => {
    const play = player({ rejected: null }).hear(submitted());
    expect(play.decided(entry(play), 'rejected').stands()).toEqual(['in.end']);
  });
});

describe('who is already approved in this program', () => {
  it('passes at once, unasked', () => {
    const play = player().correct({ status: 'approved' }).hear(submitted());
    expect(play.mails()).toEqual(['welcome']);
  });

  it.each(['applied', 'rejected', 'suspended'])('but not who is %s', (status) => {
    expect(player().correct({ status }).hear(submitted()).stands()).toEqual(['review']);
  });

  it('nor who is approved in another program', () => {
    const play = player();
    const changes = [{ field: 'status', before: null, after: 'approved' }];
    play.hear({ type: 'totals-corrected', data: { by: 'test', program: 'other', changes } });
    expect(play.hear(submitted()).stands()).toEqual(['review']);
  });
});

describe('autoApproveIf', () => {
  const rule = "contact.email.endsWith('@agency.example')";
  const applied = (address: string) =>
    submitted('sign-up', [{ field: 'email', before: null, after: address }]);

  it('decides by rule, with the rule as the reason; no question is asked', () => {
    const play = player({ autoApproveIf: rule }).hear(applied('ada@agency.example'));
    expect(play.stands()).toEqual(['active']);
    const job = play.started[0]?.job;
    expect(job?.activity === 'request-approval' && job.input.autoApprove).toEqual({
      reason: `rule: ${rule}`,
    });
    expect(play.values(1)).toEqual({ 'approval.reason': `rule: ${rule}` });
  });

  it('that does not hold leaves it to people', () => {
    const play = player({ autoApproveIf: rule }).hear(applied('ada@example.com'));
    expect(play.stands()).toEqual(['review']);
  });

  it('is evaluated once, on arrival', () => {
    const play = player({ autoApproveIf: rule, remindEvery: { days: 1 } }).hear(applied('ada@example.com'));
    const changes = [{ field: 'email', before: 'ada@example.com', after: 'ada@agency.example' }];
    play.hear({ type: 'totals-corrected', data: { by: 'test', changes } }).pass(3 * DAY);
    expect(play.stands()).toEqual(['review']);
  });
});

describe('reminders', () => {
  it('come every so often, each a mail of its own, until the decision', () => {
    const play = player({ remindEvery: { days: 2 } })
      .hear(submitted())
      .pass(5 * DAY);
    play.decided(entry(play), 'approved').pass(9 * DAY);
    expect(play.started.map(({ template, at }) => [template, (at - START) / DAY])).toEqual([
      ['approval-request', 0],
      ['approval-request', 2],
      ['approval-request', 4],
      ['welcome', 5],
    ]);
    const asked = play.started.slice(0, 3).map(({ job }) => job);
    expect(asked.map(({ id }) => id)).toEqual(['m/review#1', 'm/review#1.1', 'm/review#1.2']);
    expect(asked.map(({ input }) => 'mail' in input && input.mail.index)).toEqual([0, 1, 2]);
  });

  it.each<[string, ActivityOutcome]>([
    ['fails', FAILED],
    ['fails for good', { status: 'failed', message: 'no', permanent: true }],
    ['is put off', { status: 'not-before', at: START + 2 * DAY + MINUTE }],
  ])('one that %s is tried again after an hour; the question stands', (_what, outcome) => {
    const play = answering(player({ remindEvery: { days: 2 } }), { reminder: outcome }).hear(submitted());
    play.pass(2 * DAY + HOUR);
    expect(play.mails()).toHaveLength(3);
    expect(play.decided(entry(play), 'approved').stands()).toEqual(['active']);
  });

  it('one that is queued when the decision comes is not sent', () => {
    const filler = door('add', { type: 'login-used' }, 'filler', { scope: 'on-map', ifOnMap: 'add-again' });
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'review'), filler],
      steps: [...path(approve('review', { remindEvery: { days: 2 } }), end('active')), email('filler')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    play.answers = () => 'hold';
    for (let n = 0; n < 20; n += 1) play.hear({ type: 'login-used', data: {} });
    play.pass(2 * DAY);
    expect(play.state.jobs.map(({ running }) => running).lastIndexOf(false)).toBe(20);
    play.decided(entry(play), 'approved');
    while (play.held.length > 0) play.answer();
    expect(play.mails().filter((mail) => mail === 'approval-request')).toHaveLength(1);
  });

  it('one in flight when the decision comes disturbs nobody', () => {
    const play = answering(player({ remindEvery: { days: 2 } }), { reminder: 'hold' }).hear(submitted());
    play.pass(2 * DAY);
    play
      .decided(entry(play), 'approved')
      .answer()
      .pass(9 * DAY);
    expect(play.stands()).toEqual(['active']);
    expect(play.mails()).toEqual(['approval-request', 'approval-request', 'welcome']);
  });

  it('use the email of the step where it has one', () => {
    const own = { template: 'please', hash: 'h', merges: ['contact.totalSales'] };
    const play = player({ email: own, remindEvery: { days: 1 } })
      .hear(submitted())
      .pass(DAY);
    expect(play.mails()).toEqual(['please', 'please']);
    expect(play.values(1)).toEqual({ 'contact.totalSales': 0 });
  });
});

describe('giveUpAfter', () => {
  const settings = { giveUpAfter: { days: 30 }, remindEvery: { days: 20 } };

  it('closes the application and takes the expired path', () => {
    const play = player(settings)
      .hear(submitted())
      .pass(30 * DAY - 1);
    expect(play.stands()).toEqual(['review']);
    play.pass(1);
    expect(play.stands()).toEqual([]);
    expect(play.mails()).toEqual(['approval-request', 'approval-request', 'expire']);
  });

  it('counts from arrival, however late the question got through', () => {
    const play = answering(player(settings), { 'request-approval': FAILED })
      .hear(submitted())
      .pass(2 * DAY);
    answering(play, {}).pass(28 * DAY);
    expect(play.stands()).toEqual([]);
  });

  it('finds that somebody decided meanwhile: their decision stands', () => {
    const skipped: ActivityOutcome = { status: 'done', skipped: 'already-decided' };
    const play = answering(player(settings), { expire: skipped })
      .hear(submitted())
      .pass(40 * DAY);
    expect(play.stands()).toEqual(['review']);
    expect(play.decided(entry(play), 'approved').stands()).toEqual(['active']);
  });

  it('the decision arrives while closing is in flight', () => {
    const play = answering(player(settings), { expire: 'hold' })
      .hear(submitted())
      .pass(30 * DAY);
    play.decided(entry(play), 'approved').answer();
    expect(play.stands()).toEqual(['active']);
  });

  it('a reminder still in flight at the end does not reopen the question', () => {
    const play = answering(player(settings), { reminder: 'hold', expire: 'hold' }).hear(submitted());
    play
      .pass(30 * DAY)
      .answer('done', 'approval-request')
      .pass(30 * DAY);
    expect(play.mails().filter((mail) => mail === 'approval-request')).toHaveLength(2);
    expect(play.answer().stands()).toEqual([]);
  });
});
