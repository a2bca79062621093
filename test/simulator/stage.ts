import type { EmailSource } from '../../src/compiler/compilation.ts';
import type { Expectation, Person, Scenario, TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import type { SendingPolicy, Settings } from '../../src/program/settings.ts';
import type { Happening, ScenarioReport } from '../../src/simulator/report.ts';
import { runScenarios } from '../../src/simulator/run-scenarios.ts';
import {
  approve,
  door,
  email,
  end,
  exit,
  grantLogin,
  mapOf,
  milestones,
  noticesOf,
  path,
  USD,
} from '../program/builders.ts';

/** The settings of the program `main`: 20 % commission, a form with a required website, one team. */
export const SETTINGS: Settings = {
  events: {
    'training-finished': { course: { type: 'string' }, score: { type: 'integer' } },
  },
  programs: {
    main: {
      name: 'main',
      title: 'Acme partners',
      currency: USD,
      locale: 'en-US',
      timeZone: 'UTC',
      commissionBasisPoints: 2_000,
      signUpForm: {
        id: 'sign-up',
        fields: [
          { name: 'firstName', label: 'First name', type: 'string', required: false },
          { name: 'email', label: 'Email', type: 'email', required: true },
          { name: 'website', label: 'Website', type: 'url', required: true },
        ],
        consent: { topic: 'news', text: 'Send me news' },
      },
      links: [{ title: 'Home page', url: 'https://acme.example/' }],
    },
  },
  sending: {
    from: 'Acme partners <partners@acme.example>',
    postalAddress: 'Acme Ltd, 1 High Street, London',
    teams: { managers: ['kim@example.com', 'Lee <lee@example.com>'] },
    topics: {
      news: { title: 'News', marketing: true },
      tips: { title: 'Tips', marketing: true, default: 'subscribed' },
    },
  },
};

const TOTALS = ['contact.totalSales', 'contact.numberOfSales'];
const MILESTONE = [...TOTALS, 'milestone.value', 'milestone.next'];

/** Emails by name: subject, body and topic. */
const EMAILS: Record<string, [subject: string, body: string, topic?: string]> = {
  login: ['Your login', '[Open]({{login.url}}) until {{date login.expiresAt}}'],
  welcome: ['Welcome {{default contact.firstName "there"}}', '{{#each links}}\n- {{url}}\n{{/each}}'],
  declined: ['Your application', 'What we wrote: {{approval.reason}}'],
  thanks: ['You earned {{commission.amount}}', 'Total {{contact.totalSales}}.'],
  passed: ['You passed {{milestone.value}}', '{{contact.totalSales}} from {{contact.numberOfSales}} sales.'],
  first: ['Your first sale', 'On {{date contact.firstSaleAt}}.'],
  several: [
    'You earned {{commission.amount}}',
    '{{#each sales}}\n- {{id}} ({{product}}): {{amount}}, {{commission}}\n{{/each}}',
  ],
  broken: ['Hello', '{{contact.shoeSize}}'],
  notice: ['A new partner', 'They are in.'],
  news: ['What is new', 'A lot.', 'news'],
  tips: ['A tip', 'Leave with [this]({{unsubscribe.url}}).', 'tips'],
};

/** The sources of emails, as builders name them. */
function sourcesOf(emails: NonNullable<Play['emails']>): EmailSource[] {
  return Object.entries(emails).map(([name, [subject, body, topic]]) => ({
    name,
    hash: `${name}#`,
    subject,
    body,
    ...(topic === undefined ? {} : { topic }),
  }));
}

/** Sign-up, approval with reminders, login, welcome, then parked; a milestone mail at 1,000 and 5,000. */
export function welcomeMap(review: Parameters<typeof approve>[1] = {}): Program {
  const declined = path(email('declined', { id: 'declined' }, ['approval.reason']), exit('out'));
  const steps: Step[] = [
    ...path(
      approve('review', { rejected: 'declined', expired: 'gone', ...review }),
      grantLogin('login'),
      email('welcome'),
      end('active'),
    ),
    ...declined,
    exit('gone'),
    email('passed', {}, MILESTONE),
  ];
  return mapOf({
    triggers: [door('signed-up', { type: 'form-submitted', form: 'sign-up' }, 'review')],
    milestones: [milestones([1_000, 5_000], 'passed')],
    steps,
  });
}

/** The notice for each commission. */
export const NOTICES = noticesOf(email('thanks', { onlyApproved: true }, ['commission.amount', ...TOTALS]));

/** A map that takes everybody who submits the form through `steps`. */
export function simpleMap(...steps: Step[]): Program {
  return mapOf({
    triggers: [door('signed-up', { type: 'form-submitted', form: 'sign-up' }, steps[0]?.id ?? null)],
    steps,
  });
}

/** Ada in London, who leaves out nothing that the form asks for. */
export const ADA: Person = {
  email: 'ada@example.com',
  firstName: 'Ada',
  timeZone: 'Europe/London',
  website: 'https://ada.example',
};

/** What a test says of a scenario; it starts on Monday, 5 January 2026, 09:00 UTC. */
export interface Play {
  /** The contact's own fields, as `contact.yaml` declares them. */
  fields?: Settings['fields'];
  programs?: Program[];
  /** Further emails by name: subject, body and topic. */
  emails?: Readonly<Record<string, readonly [subject: string, body: string, topic?: string]>>;
  settings?: Settings;
  /** `ADA` by default. */
  contact?: Person;
  start?: string;
  /** What is different in the sending policy. */
  sending?: Partial<SendingPolicy>;
  map?: string | string[];
  answers?: NonNullable<Scenario['answers']>;
  timeline: TimelineEntry[];
  expect?: Expectation;
}

/** Plays one scenario on the given programs, `welcomeMap` and the notices by default. */
export async function play({
  programs,
  settings = SETTINGS,
  contact = ADA,
  emails,
  fields,
  sending,
  ...rest
}: Play): Promise<ScenarioReport> {
  const scenario: Scenario = {
    scenario: 'a test',
    map: 'm',
    start: '2026-01-05T09:00:00Z',
    contact,
    ...rest,
  };
  const { scenarios } = await runScenarios({
    programs: programs ?? [welcomeMap(), NOTICES],
    settings: { ...settings, ...(fields ? { fields } : {}), sending: { ...settings.sending, ...sending } },
    emails: sourcesOf({ ...EMAILS, ...emails }),
    scenarios: [{ file: 'maps/scenarios/a-test.scenario.yaml', scenario }],
  });
  const [report] = scenarios;
  if (!report) throw new Error('no report');
  return report;
}

/** The happenings of one kind. */
export function ofKind<K extends Happening['kind']>({ timeline }: ScenarioReport, kind: K) {
  return timeline.filter((one): one is Extract<Happening, { kind: K }> => one.kind === kind);
}

/** The mails as `template at instant`. */
export function mails(report: ScenarioReport): string[] {
  return ofKind(report, 'email').map(({ template, at }) => `${template} ${at.replace(':00.000Z', 'Z')}`);
}
