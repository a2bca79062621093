import type { ContactEvent, ContactEventOf, FactType } from '../../src/program/events.ts';
import type {
  Cel,
  Currency,
  MilestoneSet,
  Program,
  Programs,
  StepId,
  Trigger,
} from '../../src/program/program.ts';
import type {
  ApproveStep,
  BranchStep,
  EmailStep,
  EndStep,
  ExitStep,
  GrantLoginStep,
  NotifyStep,
  RevokeLoginStep,
  SetStep,
  Step,
  TagStep,
  TaskStep,
  UntagStep,
  WaitStep,
  WebhookStep,
} from '../../src/program/step-types.ts';
import type { Duration, Instant } from '../../src/program/time.ts';

/** Monday, 5 January 2026, 09:00 UTC: when every test begins. */
export const START: Instant = Date.UTC(2026, 0, 5, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const USD: Currency = { code: 'USD', digits: 2 };

/** Whole dollars as minor units. */
export function dollars(amount: number): number {
  return Math.round(amount * 100);
}

const FIELDS: Program['fields'] = {
  email: 'string',
  tier: 'string',
  score: 'integer',
  status: 'string',
  totalSales: 'money',
  numberOfSales: 'integer',
  totalCommission: 'money',
};

/** A map called `m` of the partner program `main`, with nothing in it but what `parts` says. */
export function mapOf(parts: Partial<Omit<Program, 'steps'>> & { steps?: Step[] } = {}): Program {
  const { steps = [], ...rest } = parts;
  return {
    format: 1,
    kind: 'map',
    map: 'm',
    title: 'Test map',
    program: 'main',
    currency: USD,
    triggers: [],
    milestones: [],
    fields: FIELDS,
    ...rest,
    steps: Object.fromEntries(steps.map((step) => [step.id, step])),
  };
}

/** The notices of the program `main`: each commission earned starts `steps`. */
export function noticesOf(...steps: Step[]): Program {
  const earned = door('commissionEarned', { type: 'commission-earned' }, steps[0]?.id ?? null, {
    ifOnMap: 'add-again',
  });
  return mapOf({ kind: 'notices', map: 'main.notices', triggers: [earned], steps });
}

/** Release sets by id, each with the programs it consists of; a program's hash is `<map>@<set>`. */
export function releases(sets: Record<string, Program[]>): Programs {
  const result: Programs = { sets: {}, programs: {} };
  for (const [id, programs] of Object.entries(sets)) {
    const maps = Object.fromEntries(programs.map(({ map }) => [map, `${map}@${id}`]));
    result.sets[id] = { id, maps, settings: 'settings' };
    for (const program of programs) result.programs[`${program.map}@${id}`] = program;
  }
  return result;
}

/** A trigger with the defaults of `scope: anyone`. */
export function door(
  name: string,
  on: Trigger['on'],
  first: StepId | null,
  settings: Partial<Pick<Trigger, 'scope' | 'coalesce' | 'ifOnMap' | 'once' | 'oncePer' | 'reentry'>> = {},
): Trigger {
  return { name, on, first, scope: 'anyone', ifOnMap: 'ignore', once: false, reentry: 'always', ...settings };
}

/** A milestone block on `totalSales` in whole dollars: `onJump: highest`, `onRefund: keep`, `backfill: silent`. */
export function milestones(
  at: (number | { value: number; first: StepId | null })[],
  first: StepId | null,
  settings: Partial<Omit<MilestoneSet, 'at'>> = {},
): MilestoneSet {
  const thresholds = at.map((each) => (typeof each === 'number' ? { value: each, first } : each));
  return {
    name: 'total',
    field: 'totalSales',
    at: thresholds.map(({ value, first: own }) => ({ value: dollars(value), first: own })),
    onJump: 'highest',
    onRefund: 'keep',
    backfill: 'silent',
    ...settings,
  };
}

/** Steps one after the other: each leads to the next, the last keeps its own `next`. */
export function path(...steps: Step[]): Step[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    return next ? { ...step, next: next.id } : step;
  });
}

type Settings<S extends Step> = Partial<Omit<S, 'kind'>>;

/** A mail to the contact; the step is called like its template. */
export function email(template: string, settings: Settings<EmailStep> = {}, merges: string[] = []): Step {
  return {
    kind: 'email',
    id: template,
    next: null,
    email: { template, hash: `${template}#`, merges },
    ...settings,
  };
}

/** A mail to the team `managers`. */
export function notify(template: string, settings: Settings<NotifyStep> = {}): Step {
  const ref = { template, hash: `${template}#`, merges: [] };
  return { kind: 'notify', id: template, next: null, team: 'managers', email: ref, ...settings };
}

/** A question to the team `managers`. */
export function approve(id: string, settings: Settings<ApproveStep> = {}): Step {
  return { kind: 'approve', id, next: null, team: 'managers', rejected: null, expired: null, ...settings };
}

/** A login whose link is valid for three days. */
export function grantLogin(template: string, settings: Settings<GrantLoginStep> = {}): Step {
  const ref = { template, hash: `${template}#`, merges: [] };
  return { kind: 'grantLogin', id: template, next: null, email: ref, linkValidFor: { days: 3 }, ...settings };
}

/** A task for the team `managers`, with outcomes and the first steps of their paths. */
export function task(
  id: string,
  outcomes: Record<string, StepId | null>,
  settings: Settings<TaskStep> = {},
): Step {
  const paths = Object.entries(outcomes).map(([name, first]) => ({ name, first }));
  return { kind: 'task', id, next: null, what: 'Call them', team: 'managers', outcomes: paths, ...settings };
}

export function revokeLogin(id: string, settings: Settings<RevokeLoginStep> = {}): Step {
  return { kind: 'revokeLogin', id, next: null, ...settings };
}

/** A wait for a duration, or until an instant. */
export function wait(
  id: string,
  length: Duration | { until: Instant },
  settings: Settings<WaitStep> = {},
): Step {
  const end = 'until' in length ? { until: length.until } : { for: length };
  return { kind: 'wait', id, next: null, ...end, ...settings };
}

/** Paths by condition; a case without `when` always holds. */
export function branch(
  id: string,
  cases: { when?: Cel; first: StepId | null }[],
  settings: Settings<BranchStep> = {},
): Step {
  return { kind: 'branch', id, next: null, cases, ...settings };
}

/** Sets own fields. */
export function set(id: string, values: SetStep['values'], settings: Settings<SetStep> = {}): Step {
  return { kind: 'set', id, next: null, values, ...settings };
}

/** Adds tags, or with `untag` takes them away. */
export function tag(id: string, tags: string[], settings: Settings<TagStep> = {}): Step {
  return { kind: 'tag', id, next: null, tags, ...settings };
}

export function untag(id: string, tags: string[], settings: Settings<UntagStep> = {}): Step {
  return { kind: 'untag', id, next: null, tags, ...settings };
}

/** A call to another system, with the first steps of its paths. */
export function webhook(id: string, settings: Settings<WebhookStep> = {}): Step {
  return {
    kind: 'webhook',
    id,
    next: null,
    url: 'https://crm.example/partners',
    method: 'POST',
    headers: {},
    timeout: { ms: 10_000 },
    success: null,
    failure: null,
    ...settings,
  };
}

export function end(id: string, settings: Settings<EndStep> = {}): Step {
  return { kind: 'end', id, next: null, ...settings };
}

export function exit(id = 'exit', settings: Settings<ExitStep> = {}): Step {
  return { kind: 'exit', id, next: null, ...settings };
}

/** What a test says of a fact; `program: main` and no changes unless given. */
export type Fact = {
  [T in FactType]: {
    type: T;
    data: Omit<ContactEventOf<T>['data'], 'changes'> & { changes?: ContactEvent['data']['changes'] };
  };
}[FactType];

/** The event as the dispatcher would send it. */
export function eventOf(fact: Fact, sequence: number, releaseset: string, now: Instant): ContactEvent {
  return {
    specversion: '1.0',
    id: `event-${sequence}`,
    source: '/test',
    time: new Date(now).toISOString(),
    subject: 'contact-1',
    sequence,
    releaseset,
    type: fact.type,
    data: { program: 'main', changes: [], ...fact.data },
  } as ContactEvent;
}

/** The partner sign-up form, submitted. */
export function submitted(form = 'sign-up', changes: ContactEvent['data']['changes'] = []): Fact {
  return { type: 'form-submitted', data: { form, fields: {}, changes } };
}
