import { expect, it } from 'vitest';
import { timelineDiff } from '../../../src/cli/test-report/timeline-diff.ts';
import type { Expectation } from '../../../src/language/scenario.generated.ts';
import type { Happening } from '../../../src/simulator/report.ts';

const START = '2026-01-05T09:00:00.000Z';
const LATER = '2026-01-05T11:00:00.000Z';

function email(template: string, at: string): Happening {
  return {
    at,
    kind: 'email',
    map: 'm',
    step: template,
    template,
    to: 'ada@example.com',
    subject: 'Hi',
    text: '',
  };
}

const TIMELINE: Happening[] = [
  { at: START, kind: 'entry', entry: 'submit', detail: 'form sign-up submitted' },
  email('login', START),
  { at: LATER, kind: 'step', map: 'm', step: 'welcome' },
  email('welcome', LATER),
];

/** The lines as `mark hour text`. */
function diff(expectation: Expectation): string[] {
  const scenario = {
    scenario: 'a test',
    map: 'm',
    start: START,
    contact: { email: 'ada@example.com' },
    timeline: [],
    expect: expectation,
  };
  const report = { file: 'a', scenario: 'a test', passed: false, timeline: TIMELINE, failures: [] };
  return timelineDiff(scenario, report).map(({ mark, at, text, notes }) =>
    [mark, new Date(at).toISOString().slice(11, 13), text, ...notes].join(' | '),
  );
}

const SUBMITTED = '  | 09 | ▸ form sign-up submitted';
const LOGIN = '09 | m email login to ada@example.com “Hi”';
const STEP = '  | 11 | m step welcome';
const WELCOME = '11 | m email welcome to ada@example.com “Hi”';

it.each<[what: string, expectation: Expectation, lines: string[]]>([
  [
    'a mail that came at another instant is marked at both',
    { emails: [{ template: 'login' }, { template: 'welcome', at: '0 minutes' }] },
    [
      SUBMITTED,
      `  | ${LOGIN}`,
      '- | 09 | email welcome at 0 minutes',
      STEP,
      `+ | ${WELCOME} | it came at 2 hours`,
    ],
  ],
  [
    'a mail with another subject stands beside the one that was expected',
    { emails: [{ template: 'welcome', subject: 'Hello' }] },
    [
      SUBMITTED,
      `  | ${LOGIN}`,
      STEP,
      '- | 11 | email welcome “Hello”',
      `+ | ${WELCOME} | its subject is “Hi”`,
    ],
  ],
  [
    'a mail that did not come stands at its instant',
    { emails: [{ template: 'login' }, { template: 'first', at: '1 hour' }, { template: 'welcome' }] },
    [SUBMITTED, `  | ${LOGIN}`, '- | 10 | email first at 1 hour', STEP, `  | ${WELCOME}`],
  ],
  [
    'without an instant it stands behind the mail before it',
    { emails: [{ template: 'login' }, { template: 'first' }, { template: 'welcome' }] },
    [SUBMITTED, `  | ${LOGIN}`, '- | 09 | email first', STEP, `  | ${WELCOME}`],
  ],
  [
    'a mail that nobody expected is marked where nothing else may come',
    { emails: [{ template: 'login' }], noOtherEmails: true },
    [SUBMITTED, `  | ${LOGIN}`, STEP, `+ | ${WELCOME}`],
  ],
  [
    'what is expected at the end stands at the end',
    { emails: [{ template: 'welcome' }, { template: 'late', at: '3 hours' }] },
    [SUBMITTED, `  | ${LOGIN}`, STEP, `  | ${WELCOME}`, '- | 12 | email late at 3 hours'],
  ],
])('%s', (_what, expectation, lines) => {
  expect(diff(expectation)).toEqual(lines);
});
