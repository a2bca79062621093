import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { updatedScenario } from '../../../src/cli/test-report/updated-scenario.ts';
import type { Expectation, Scenario } from '../../../src/language/scenario.generated.ts';
import type { Failure, Happening } from '../../../src/simulator/report.ts';
import { play } from '../../simulator/stage.ts';

const HEAD = `scenario: a test   # of updates
map: m
start: 2026-01-05T09:00:00Z
contact: {   email: ada@example.com, timeZone: Europe/London, website: 'https://ada.example' }
timeline:
  - submit: sign-up
  - after: 2 hours
    approve: { by: kim@example.com }
`;

/** Plays the text with the stage's programs, and answers it as updated. */
async function updated(expectation: string): Promise<string> {
  const text = HEAD + expectation;
  const { contact, timeline, expect: expected } = parse(text) as Scenario;
  const report = await play({ contact, timeline, ...(expected ? { expect: expected } : {}) });
  return updatedScenario(text, parse(text) as Scenario, report);
}

it.each([
  [
    'an instant and a place',
    `# the end
expect:
  emails:
    # the login comes first
    - { template: login, at: 2 hours } # at once
    - { template: welcome, at: 3 hours }
  noOtherEmails: true
  standsAt: [welcome]
`,
    `# the end
expect:
  emails:
    # the login comes first
    - { template: login, at: 2 hours } # at once
    - { template: welcome, at: 2 hours }
  noOtherEmails: true
  standsAt: [active]
`,
  ],
  [
    'mails that did not come, and others that did',
    `expect:
  emails:
    - { template: declined }
    - { template: welcome, subject: '/^Hello/', contains: nothing of that }
  noOtherEmails: true
`,
    `expect:
  emails:
    - { template: login, at: 2 hours }
    - { template: welcome, subject: Welcome there }
  noOtherEmails: true
`,
  ],
  [
    'what stands behind the expectations',
    `expect: { left: true }
# the end
`,
    `expect: { left: false }
# the end
`,
  ],
])('mends %s, and leaves the rest to the letter', async (_what, before, after) => {
  expect(await updated(before)).toBe(HEAD + after);
});

it('writes expectations where there are none', async () => {
  expect(await updated('')).toBe(`${HEAD}expect:
  emails:
    - { template: login, at: 2 hours }
    - { template: welcome, at: 2 hours }
  noOtherEmails: true
`);
});

it.each<[string, Expectation]>([
  ['emails', { emails: [{ template: 'welcome', at: '1 hour' }, { template: 'passed' }] }],
  ['team emails', { teamEmails: [] }],
  ['refusals and milestones', { refused: 2, milestones: [1000], left: true }],
])('what was updated passes: %s', async (_what, expectation) => {
  const text = HEAD + `expect: ${JSON.stringify(expectation)}\n`;
  const scenario = parse(text) as Scenario;
  const failing = await play({ ...scenario, contact: scenario.contact });
  expect(failing.passed).toBe(false);
  const again = parse(updatedScenario(text, scenario, failing)) as Scenario;
  expect((await play(again)).failures).toEqual([] satisfies Failure[]);
  expect((await play(again)).timeline).toEqual(failing.timeline satisfies Happening[]);
});
