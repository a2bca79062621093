import { describe, expect, it } from 'vitest';
import type { Expectation, TimelineEntry } from '../../src/language/scenario.generated.ts';
import { mails, play, welcomeMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const APPROVE = { after: '2 hours', approve: { by: 'kim@example.com' } };
const REJECT = { after: '2 hours', reject: { by: 'kim@example.com' } };
/** login and welcome at 2 hours, thanks and passed at 3 hours. */
const PARTNER: TimelineEntry[] = [SIGN_UP, APPROVE, { after: '1 hour', sale: { id: 's-1', amount: 1_100 } }];
const TWICE: TimelineEntry[] = [...PARTNER, { sale: { id: 's-1', amount: 7 } }, APPROVE];
const FAILING: TimelineEntry[] = [
  SIGN_UP,
  APPROVE,
  { mailFails: { template: 'passed', times: 1 } },
  { sale: { id: 's-1', amount: 1_000 } },
  { refund: { sale: 's-1' } },
];

const ALL = [{ template: 'login' }, { template: 'welcome' }, { template: 'thanks' }, { template: 'passed' }];

describe('expectations that come true', () => {
  const rows: [what: string, expectation: Expectation, timeline?: TimelineEntry[]][] = [
    ['nothing', {}],
    ['all emails', { emails: ALL, noOtherEmails: true }],
    ['some emails, with others between', { emails: [{ template: 'welcome' }, { template: 'passed' }] }],
    [
      'emails of one instant in any order',
      {
        emails: ALL.toReversed().toSorted((a) =>
          a.template === 'login' || a.template === 'welcome' ? -1 : 1,
        ),
      },
    ],
    ['a duration since the start', { emails: [{ template: 'login', at: '120 minutes' }] }],
    ['an instant', { emails: [{ template: 'login', at: '2026-01-05T12:00:00+01:00' }] }],
    ['an address', { emails: [{ template: 'login', to: 'ada@example.com' }] }],
    ['a pattern of an address', { emails: [{ template: 'login', to: '/@EXAMPLE\\.com$/i' }] }],
    ['a subject', { emails: [{ template: 'passed', subject: 'You passed $1,000' }] }],
    ['a pattern of a subject', { emails: [{ template: 'passed', subject: '/1,000/' }] }],
    ['a part of the text', { emails: [{ template: 'passed', contains: 'from  1\nsales' }] }],
    [
      'a pattern of the text',
      { emails: [{ template: 'passed', contains: '/\\$1,100\\.00 from \\d sales/' }] },
    ],
    [
      'the more special of two alike',
      { emails: [{ template: 'thanks' }, { template: 'thanks', subject: '/220/' }] },
      [
        ...PARTNER.slice(0, 2),
        { after: '1 hour', sale: { id: 's-1', amount: 1_100 } },
        { sale: { id: 's-2', amount: 5 } },
      ],
    ],
    [
      'no emails',
      { emails: [], noOtherEmails: true, teamEmails: [{ template: 'approval-request' }] },
      [SIGN_UP],
    ],
    ['only noOtherEmails', { noOtherEmails: true }, [SIGN_UP]],
    [
      'team emails',
      { teamEmails: [{ template: 'approval-request', at: '0 minutes', to: 'lee@example.com' }] },
    ],
    ['where they stand', { standsAt: ['active'] }],
    ['nowhere', { standsAt: [], left: true }, [SIGN_UP, REJECT]],
    ['not left', { left: false }],
    ['milestones', { milestones: [1_000] }],
    ['no milestones', { milestones: [] }, [SIGN_UP]],
    ['nothing refused', { refused: 0 }],
    ['a number of refusals', { refused: 2 }, TWICE],
    ['reasons of refusals', { refused: ['conflict', '/already .* by kim/'] }, TWICE],
    ['skipped mails', { skipped: [{ template: 'passed', why: 'retracted' }] }, FAILING],
    ['skipped mails, whatever the reason', { skipped: [{ template: 'passed' }] }, FAILING],
    ['no skipped mails', { skipped: [] }],
  ];
  it.each(rows)('%s', async (_what, expectation, timeline = PARTNER) => {
    const report = await play({ timeline, expect: expectation });
    expect(report.failures).toEqual([]);
    expect(report.passed).toBe(true);
  });
});

describe('expectations that do not', () => {
  const rows: [what: string, expectation: Expectation, message: RegExp, timeline?: TimelineEntry[]][] = [
    ['an email that never came', { emails: [{ template: 'declined' }] }, /^email 1 did not come: declined$/],
    ['one more than came', { emails: [...ALL, { template: 'passed' }] }, /^email 5 did not come: passed$/],
    [
      'the wrong order',
      { emails: [{ template: 'passed' }, { template: 'login' }] },
      /^email 2 did not come: login \(it came before/,
    ],
    ['another instant', { emails: [{ template: 'login', at: '1 hour' }] }, /\(it came at 2 hours\)/],
    [
      'another address',
      { emails: [{ template: 'login', to: 'bo@example.com' }] },
      /\(it went to ada@example.com\)/,
    ],
    ['another subject', { emails: [{ template: 'login', subject: 'x' }] }, /\(its subject is “Your login”\)/],
    ['another text', { emails: [{ template: 'login', contains: 'x y' }] }, /\(it does not contain “x y”\)/],
    [
      'a broken pattern',
      { emails: [{ template: 'login', subject: '/(/' }] },
      /^“\/\(\/” is not a regular expression$/,
    ],
    [
      'another email',
      { emails: ALL.slice(0, 3), noOtherEmails: true },
      /^nobody expected this email: passed at 3 hours/,
    ],
    ['any email', { emails: [] }, /^nobody expected this email: login/],
    ['any email, with noOtherEmails alone', { noOtherEmails: true }, /^nobody expected this email: login/],
    [
      'a team email among the others',
      { emails: [{ template: 'approval-request' }] },
      /^email 1 did not come/,
    ],
    ['a team email', { teamEmails: [{ template: 'login' }] }, /^team email 1 did not come: login$/],
    ['no team email', { teamEmails: [] }, /^nobody expected this team email: approval-request at 0 minutes/],
    ['another step', { standsAt: ['review'] }, /^the contact stands elsewhere$/],
    ['one step more', { standsAt: ['active', 'passed'] }, /^the contact stands elsewhere$/],
    ['left', { left: true }, /^the contact stands at active$/],
    ['left, who never came', { left: true }, /^the contact never came onto the map$/, [{ after: '1 day' }]],
    ['not left', { left: false }, /^the contact left$/, [SIGN_UP, REJECT]],
    ['more milestones', { milestones: [1_000, 5_000] }, /^other milestones were reached$/],
    ['fewer milestones', { milestones: [] }, /^other milestones were reached$/],
    ['a refusal', { refused: 1 }, /^0 entries were refused$/],
    ['another reason', { refused: ['conflict', 'expired'] }, /with other reasons$/, TWICE],
    ['more reasons', { refused: ['conflict'] }, /with other reasons$/, TWICE],
    ['a skipped mail', { skipped: [{ template: 'passed' }] }, /^this mail was not skipped: passed$/],
    [
      'another reason to skip',
      { skipped: [{ template: 'passed', why: 'capped' }] },
      /not skipped: passed \(capped\)/,
      FAILING,
    ],
    [
      'a skipped mail and another of its kind',
      { skipped: [{ template: 'passed' }, { template: 'passed' }] },
      /not skipped: passed$/,
      FAILING,
    ],
    ['no skipped mail', { skipped: [] }, /^mails were skipped$/, FAILING],
  ];
  it.each(rows)('%s', async (_what, expectation, message, timeline = PARTNER) => {
    const report = await play({ timeline, expect: expectation });
    expect(report.passed).toBe(false);
    expect(report.failures.map((failure) => failure.message)).toEqual([expect.stringMatching(message)]);
  });
});

it('shows the whole of both sides', async () => {
  const report = await play({ timeline: PARTNER, expect: { emails: [{ template: 'login', at: '1 hour' }] } });
  expect(report.failures).toEqual([
    {
      message: 'email 1 did not come: login at 1 hour (it came at 2 hours)',
      expected: ['login at 1 hour'],
      happened: [
        'login at 2 hours to ada@example.com “Your login”',
        'welcome at 2 hours to ada@example.com “Welcome Ada”',
        'thanks at 3 hours to ada@example.com “You earned $220.00”',
        'passed at 3 hours to ada@example.com “You passed $1,000”',
      ],
      path: ['expect', 'emails', 0],
    },
  ]);
});

it('plays the named maps and the notices of their programs, and no other map', async () => {
  const other = { ...welcomeMap(), map: 'other' };
  const report = await play({ programs: [welcomeMap(), other], timeline: PARTNER });
  expect(mails(report)).toHaveLength(4);
  const both = await play({ programs: [welcomeMap(), other], map: ['m', 'other'], timeline: [SIGN_UP] });
  expect(mails(both)).toHaveLength(2);
  const none = await play({ map: 'nowhere', timeline: [] });
  expect(none.failures.map(({ message }) => message)).toEqual(['there is no map nowhere']);
});
