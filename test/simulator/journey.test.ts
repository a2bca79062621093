import { describe, expect, it } from 'vitest';
import { approve, branch, email, notify, path, wait } from '../program/builders.ts';
import { ADA, mails, ofKind, play, simpleMap, welcomeMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const APPROVE = { approve: { by: 'kim@example.com' } };

describe('the way of a partner', () => {
  it('goes from the form to the first milestone', async () => {
    const report = await play({
      timeline: [
        SIGN_UP,
        { after: '2 hours', ...APPROVE },
        { after: '1 day', sale: { id: 's-1', amount: 1_200 } },
      ],
    });
    expect(mails(report)).toEqual([
      'approval-request 2026-01-05T09:00Z',
      'login 2026-01-05T11:00Z',
      'welcome 2026-01-05T11:00Z',
      'thanks 2026-01-06T11:00Z',
      'passed 2026-01-06T11:00Z',
    ]);
    expect(ofKind(report, 'email').map(({ subject }) => subject)).toEqual([
      'Ada applied to Acme partners',
      'Your login',
      'Welcome Ada',
      'You earned $240.00',
      'You passed $1,000',
    ]);
  });

  it('tells what happened, in order', async () => {
    const report = await play({ timeline: [SIGN_UP, { after: '1 hour', ...APPROVE }] });
    expect(report.timeline.map(({ kind }) => kind)).toEqual([
      'entry',
      'trigger',
      'step',
      'email',
      'entry',
      'step',
      'email',
      'step',
      'email',
      'step',
    ]);
  });

  it('writes the mails, with the login link and its end in the reader’s zone', async () => {
    const report = await play({
      contact: { ...ADA, timeZone: 'America/New_York' },
      timeline: [SIGN_UP, APPROVE],
    });
    const login = ofKind(report, 'email').find(({ template }) => template === 'login');
    expect(login).toMatchObject({ to: 'ada@example.com', map: 'm', step: 'login' });
    expect(login?.text).toContain('https://partners.example/login/simulated');
    expect(login?.text).toContain('January 8, 2026 at 4:00 AM EST');
    const welcome = ofKind(report, 'email').find(({ template }) => template === 'welcome');
    expect(welcome?.text).toContain('https://acme.example/?ref=7K2MQX4D');
  });

  it('approves by rule', async () => {
    const rule = { autoApproveIf: "contact.email.endsWith('@example.com')" };
    const report = await play({ programs: [welcomeMap(rule)], timeline: [SIGN_UP] });
    expect(mails(report)).toEqual(['login 2026-01-05T09:00Z', 'welcome 2026-01-05T09:00Z']);
  });

  it('lets a wait of days end by the contact’s calendar', async () => {
    const programs = [simpleMap(...path(wait('pause', { days: 1 }), email('welcome')))];
    const start = '2026-03-28T09:00:00Z';
    const timeline = [SIGN_UP, { after: '2 days' }];
    const london = await play({ programs, start, timeline });
    expect(mails(london)).toEqual(['welcome 2026-03-29T08:00Z']);
    const utc = await play({ programs, start, timeline, contact: { ...ADA, timeZone: 'UTC' } });
    expect(mails(utc)).toEqual(['welcome 2026-03-29T09:00Z']);
  });

  it('takes the program’s zone for a contact without one', async () => {
    const programs = [simpleMap(...path(wait('pause', { days: 1 }), email('welcome')))];
    const contact = { email: 'ada@example.com', website: 'https://ada.example' };
    const timeline = [SIGN_UP, { after: '2 days' }];
    const report = await play({ programs, contact, start: '2026-03-28T09:00:00Z', timeline });
    expect(mails(report)).toEqual(['welcome 2026-03-29T09:00Z']);
  });

  it('tells the steps that are passed through, and no step that is skipped', async () => {
    const cases = [{ when: 'contact.numberOfSales > 0', first: 'notice' }];
    const steps = [
      ...path(branch('which', cases), email('welcome', { if: 'false' })),
      notify('notice', { next: 'welcome' }),
    ];
    const report = await play({ programs: [simpleMap(...steps)], timeline: [SIGN_UP] });
    expect(ofKind(report, 'step').map(({ step }) => step)).toEqual(['which', 'signed-up.end']);
  });
});

it('fails where an email cannot be written, and says why', async () => {
  const report = await play({ programs: [simpleMap(email('broken'))], timeline: [SIGN_UP] });
  expect(report.failures.map(({ message }) => message)).toEqual([expect.stringContaining('shoeSize')]);
  expect(ofKind(report, 'stuck')).toHaveLength(1);
});

describe('an application', () => {
  it('is reminded of, by the calendar, until somebody decides', async () => {
    const report = await play({
      programs: [welcomeMap({ remindEvery: { days: 2 } })],
      timeline: [SIGN_UP, { after: '5 days', ...APPROVE }, { after: '10 days' }],
    });
    const asked = ofKind(report, 'email').filter(({ team }) => team === 'managers');
    expect(asked.map(({ at }) => at.slice(0, 16))).toEqual([
      '2026-01-05T09:00',
      '2026-01-07T09:00',
      '2026-01-09T09:00',
    ]);
    expect(asked.map(({ subject }) => subject.startsWith('Reminder'))).toEqual([false, true, true]);
    expect(asked[0]?.to).toBe('kim@example.com, Lee <lee@example.com>');
  });

  it('is given up after 30 days, and cannot be decided any more', async () => {
    const report = await play({
      programs: [welcomeMap({ giveUpAfter: { days: 30 } })],
      timeline: [SIGN_UP, { after: '30 days' }, APPROVE],
      expect: { left: true, refused: ['expired by the time limit of the step on 2026-02-04T09:00:00.000Z'] },
    });
    expect(report.failures).toEqual([]);
    expect(ofKind(report, 'left')).toEqual([{ at: '2026-02-04T09:00:00.000Z', kind: 'left', map: 'm' }]);
  });

  it('is answered with the reason', async () => {
    const reject = { reject: { by: 'kim@example.com', reason: 'No shop' } };
    const report = await play({ timeline: [SIGN_UP, reject], expect: { left: true } });
    expect(report.passed).toBe(true);
    expect(ofKind(report, 'email').at(-1)?.text).toContain('What we wrote: No shop');
  });

  it('names the step where several wait', async () => {
    const programs = [
      simpleMap(
        ...path(approve('review'), approve('second', { if: "contact.status == 'none'" }), email('welcome')),
      ),
    ];
    const report = await play({
      programs,
      timeline: [SIGN_UP, { approve: { by: 'kim@example.com', step: 'second' } }],
      expect: { refused: ['the step “second”'], standsAt: ['review'] },
    });
    expect(report.failures).toEqual([]);
  });
});

describe('a mail server that refuses', () => {
  it('is asked again after 1, 2, 4 minutes', async () => {
    const report = await play({
      timeline: [{ mailFails: { template: 'welcome', times: 3 } }, SIGN_UP, APPROVE, { after: '10 minutes' }],
    });
    expect(ofKind(report, 'mail-failed').map(({ at }) => at.slice(11, 16))).toEqual([
      '09:00',
      '09:01',
      '09:03',
    ]);
    expect(mails(report).at(-1)).toBe('welcome 2026-01-05T09:07Z');
  });

  it('keeps the figures of the decision', async () => {
    const report = await play({
      timeline: [
        SIGN_UP,
        APPROVE,
        { mailFails: { template: 'passed', times: 1 } },
        { sale: { id: 's-1', amount: 1_000 } },
        { sale: { id: 's-2', amount: 50 } },
        { after: '1 minute' },
      ],
    });
    expect(ofKind(report, 'email').at(-1)?.text).toContain('$1,000.00 from 1 sales.');
  });

  it('lets the place wait for a person after three days', async () => {
    const report = await play({
      timeline: [{ mailFails: { template: 'login', times: 1_000 } }, SIGN_UP, APPROVE, { after: '4 days' }],
      expect: { standsAt: ['login'] },
    });
    expect(report.passed).toBe(true);
    expect(ofKind(report, 'stuck')).toHaveLength(1);
  });

  it('cannot make a mail go out that a refund has called back', async () => {
    const report = await play({
      timeline: [
        SIGN_UP,
        APPROVE,
        { mailFails: { template: 'passed', times: 1 } },
        { sale: { id: 's-1', amount: 1_000 } },
        { refund: { sale: 's-1' } },
        { after: '1 hour' },
      ],
      expect: { skipped: [{ template: 'passed', why: 'retracted' }], milestones: [] },
    });
    expect(report.failures).toEqual([]);
    expect(mails(report).some((mail) => mail.startsWith('passed'))).toBe(false);
  });
});
