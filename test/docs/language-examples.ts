import { readdirSync, readFileSync } from 'node:fs';

const PAGES = new URL('../../tools/generate/language-reference/pages/', import.meta.url);

/** An example on a page of the language reference. */
export interface Example {
  page: string;
  line: number;
  language: string;
  /** What the example is part of: a file's path, or `map`, `steps`, `expect`. */
  mark: string;
  text: string;
}

/** Every fenced text on the pages that are written by hand, but for code: that is no part of the language. */
export function examples(): Example[] {
  return readdirSync(PAGES).flatMap((page) => {
    const text = readFileSync(new URL(page, PAGES), 'utf8');
    return [...text.matchAll(/^```(?!ts$)(\w+)(?: (.+))?\n([^]*?)^```$/gm)].map(
      ({ index, 1: language = '', 2: mark = '', 3: body = '' }) => ({
        page,
        line: text.slice(0, index).split('\n').length,
        language,
        mark,
        text: body,
      }),
    );
  });
}

/** The files of a small project that holds an example. */
export function projectOf({ language, mark, text }: Example): Record<string, string> {
  if (mark.includes('.')) return { ...REST, [mark]: text };
  if (language === 'cel') return { ...REST, 'example.map.yaml': mapOf(conditions(text)) };
  if (mark === 'expect') return { ...REST, 'scenarios/example.scenario.yaml': `${SCENARIO}${text}` };
  if (mark === 'map') {
    const doors = /^triggers:/m.test(text) ? text.replace(/^triggers:\n/m, `$&${wayIn(text)}`) : DOOR + text;
    return { ...REST, 'example.map.yaml': `map: example\nprogram: main\n${doors}` };
  }
  if (mark === 'steps') return { ...REST, 'example.map.yaml': mapOf(text) };
  throw new Error(`An example is marked \`${language} ${mark}\`, which says nothing of what it is part of.`);
}

const DOOR = `triggers:
  sold:
    on: sale-recorded
    scope: anyone
`;

/** Triggers that are shown alone may all be for contacts who are on the map already. */
function wayIn(text: string): string {
  return /form-submitted|scope: anyone|^ {4}on: (added|approval-decided|training-finished)/m.test(text)
    ? ''
    : '  way-in: { on: form-submitted }\n';
}

/** Behind a sale most merge fields have a value. */
function mapOf(steps: string): string {
  const indented = steps.replace(/^(?=.)/gm, '      ');
  return `map: example\nprogram: main\n${DOOR}    steps:\n${indented}`;
}

function conditions(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((cel) => `- if: ${JSON.stringify(cel)}\n  tag: held\n`)
    .join('');
}

const SCENARIO = `scenario: example
map: partner-welcome
start: 2026-01-05T09:00:00Z
contact: { email: ada@example.com }
timeline:
  - submit: partner-sign-up
`;

const EMAILS: Readonly<Record<string, string>> = {
  'partner-login': '{{login.url}} until {{date login.expiresAt}}',
  'thanks-for-sale': '{{sale.amount}} earns you {{commission.amount}}',
  'payout-sent': '{{payout.amount}} in payout {{payout.batch}}',
  'milestone-reached': '{{milestone.value}}, {{contact.totalSales}}',
};

const PLAIN_EMAILS = [
  'address-broken',
  'application-declined',
  'big-refund',
  'contract-ends',
  'first-steps',
  'first-thousand',
  'how-to-share',
  'keep-going',
  'milestone-reached-once',
  'new-partner',
  'tenth-sale',
  'welcome',
  'well-done',
];

const email = (body: string): string => `---\nsubject: Hello\n---\n${body}\n`;
const NEWS = '---\nsubject: News\ntopic: partner-news\n---\n{{unsubscribe.url}}\n';

/** What stands around an example. */
const REST: Readonly<Record<string, string>> = {
  'main.program.yaml': `program: main
currency: USD
commission: { percent: 20 }
signUpForm:
  id: partner-sign-up
  fields: [firstName, email, website]
`,
  'sending.yaml': `from: Acme partners <partners@acme.example>
postalAddress: Acme Ltd, 1 High Street, London
teams:
  partner-managers: [kim@example.com]
topics:
  partner-news: { title: Partner news, marketing: true }
tracking: { clicks: true }
`,
  'contact.yaml': `fields:
  website: { type: url }
  tier: { type: enum, values: [bronze, silver, gold] }
  contractEnds: { type: date }
  score: { type: integer }
  trial: { type: boolean }
`,
  'events.yaml': `events:
  training-finished:
    data: { course: { type: string }, score: { type: integer } }
`,
  'activities.yaml': `activities:
  score-partner:
    input: { website: { type: url } }
    output: { points: { type: integer }, reason: { type: string } }
`,
  'other-map.map.yaml': 'map: other-map\ntriggers:\n  put-here: { on: added }\n',
  'scoring.map.yaml': `map: scoring
program: main
triggers:
  signed-up:
    on: form-submitted
    steps:
      - call: { activity: score-partner, as: score }
      - if: calls.score.points >= 50
        email: welcome
`,
  'partner-welcome.map.yaml': `map: partner-welcome
program: main
triggers:
  signed-up:
    on: form-submitted
    form: partner-sign-up
    steps:
      - id: active
        end: true
milestones:
  total-sales:
    field: totalSales
    at: [5000, 10000]
    steps:
      - email: milestone-reached
`,
  'emails/partner-news.email.md': NEWS,
  ...Object.fromEntries(PLAIN_EMAILS.map((name) => [`emails/${name}.email.md`, email('Hello')])),
  ...Object.fromEntries(
    Object.entries(EMAILS).map(([name, body]) => [`emails/${name}.email.md`, email(body)]),
  ),
};
