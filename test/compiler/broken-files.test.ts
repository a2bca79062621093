import { describe, expect, test } from 'vitest';
import { baseFiles, compileFiles } from './fixture-cases.ts';

/** A project in which every file is referred to by another one, and nothing is wrong. */
const WHOLE: Readonly<Record<string, string>> = {
  'x.map.yaml': `map: x
program: main
triggers:
  signed-up:
    on: form-submitted
    form: partner-sign-up
    steps:
      - id: review
        approve: { by: partner-managers, rejected: [{ email: declined }, exit] }
      - grantLogin: { email: partner-login }
      - branch: [{ if: contact.score > 1, then: [{ email: welcome }] }, { else: [{ id: there, end: true }] }]
milestones:
  total:
    field: totalSales
    at: [1000.50]
    steps: [{ email: milestone-reached }]
`,
  'main.program.yaml': `program: main
title: Acme partners
currency: USD
locale: en-US
timeZone: UTC
commission: { percent: 20 }
signUpForm:
  id: partner-sign-up
  fields: [firstName, email, score]
notifyPartner:
  commissionEarned: { email: thanks-for-sale }
`,
  'scenarios/a.scenario.yaml': `scenario: a
map: x
start: 2026-01-05T09:00:00Z
contact: { email: ada@example.com, firstName: Ada, timeZone: UTC }
timeline:
  - submit: partner-sign-up
  - after: 1 day
    approve: { by: kim@example.com }
  - after: 1 day
    sale: { id: s-1, amount: 11000 }
expect:
  emails: [{ template: partner-login }, { template: milestone-reached }]
  standsAt: [there]
`,
  'emails/layout.mjml':
    '<mjml><mj-body><mj-section><mj-column><mj-text>{{{body}}}</mj-text></mj-column></mj-section></mj-body></mjml>\n',
};

const decoder = new TextDecoder();
const whole = (): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(baseFiles()).map(([path, bytes]) => [path, decoder.decode(bytes)])),
  ...WHOLE,
});

const CONFLICT = '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n';
const WAYS: readonly [string, string, (text: string) => string | Uint8Array][] = [
  ['has a syntax error', 'MW101', (text) => text.replace(/^(\w+:.*)$/m, '$1\n   out: of line')],
  ['is not UTF-8', 'MW106', (text) => Buffer.from(`${text}\u{E9}`, 'latin1')],
  ['holds an unfinished merge', 'MW118', (text) => text + CONFLICT],
  ['is empty', 'MW105', () => ''],
  ['is too large', 'MW119', (text) => text + '#'.repeat(600_000)],
];

describe('a file that cannot be read causes no echo in another one', () => {
  test('the project is right to begin with', async () => {
    expect((await compileFiles(whole())).diagnostics).toEqual([]);
  });

  const paths = Object.keys(whole());
  test.each(paths.flatMap((path) => WAYS.map(([how, code, change]) => [path, how, code, change] as const)))(
    '%s %s',
    async (path, _how, code, change) => {
      const text = whole()[path] ?? '';
      const isLayout = path.endsWith('.mjml');
      if (isLayout && (code === 'MW101' || code === 'MW105')) return;
      const { diagnostics } = await compileFiles({ ...whole(), [path]: change(text) });
      expect(diagnostics.map((one) => `${one.file} ${one.code}`)).toEqual([`maps/${path} ${code}`]);
    },
  );
});
