import type { DocumentKind } from '../../../src/language/schemas.ts';

/** What has a name that others refer to. */
export type NameOf =
  | 'email'
  | 'team'
  | 'form'
  | 'program'
  | 'map'
  | 'field'
  | 'event'
  | 'step'
  | 'topic'
  | 'milestone'
  | 'trigger'
  | 'value'
  | 'activity'
  | 'input'
  | 'data'
  | 'outcome'
  | 'call';

/**
 * What a key or value means, written down independently of the schemas that the compiler reads.
 * `word`: of a closed set, such as `on: sale-recorded` or `currency: USD`; `free`: anything goes.
 */
export type Role =
  | { is: 'definition' | 'reference'; of: NameOf }
  | { is: 'word' | 'duration' | 'moment' | 'amount' | 'condition' | 'template' | 'address' | 'web' | 'flag' }
  | { is: 'keyword' | 'free' };

const refer = (of: NameOf): Role => ({ is: 'reference', of });
const define = (of: NameOf): Role => ({ is: 'definition', of });
const WORD: Role = { is: 'word' };
const FREE: Role = { is: 'free' };
const DURATION: Role = { is: 'duration' };
const MOMENT: Role = { is: 'moment' };
const AMOUNT: Role = { is: 'amount' };
const CONDITION: Role = { is: 'condition' };
const TEMPLATE: Role = { is: 'template' };
const ADDRESS: Role = { is: 'address' };
const WEB: Role = { is: 'web' };
const FLAG: Role = { is: 'flag' };

type Roles = Readonly<Record<string, Role>>;

/** Keys that are names and no keywords, by the key of the mapping that they stand in. */
const NAMES: Readonly<Record<DocumentKind, Roles>> = {
  map: {
    triggers: define('trigger'),
    milestones: define('milestone'),
    outcomes: define('outcome'),
    paths: FREE,
    set: refer('field'),
    headers: FREE,
    body: FREE,
    input: refer('input'),
  },
  program: { products: FREE },
  contact: { fields: define('field') },
  events: { events: define('event'), data: define('data') },
  activities: { activities: define('activity'), input: define('input'), output: define('data') },
  sending: { teams: define('team'), topics: define('topic') },
  email: {},
  scenario: { fields: refer('field'), set: refer('field'), contact: refer('field'), data: refer('data') },
  population: { fields: refer('field'), zones: FREE },
};

const FLAGS = ['once', 'full', 'exit', 'end', 'revokeLogin', 'required', 'confirmEmail', 'marketing'];
const MORE_FLAGS = ['clicks', 'noOtherEmails', 'left', 'loginUsed', 'continueAsNew', 'consent'];
const DURATIONS = ['cooldown', 'remindEvery', 'giveUpAfter', 'linkValidFor', 'for', 'atMost', 'retryFor'];
const MORE_DURATIONS = [
  'timeout',
  'offset',
  'holdFor',
  'cookie',
  'coalesce',
  'heldLongerThan',
  'per',
  'after',
];
const AMOUNTS = ['crosses', 'crossesDown', 'above', 'below', 'weight', 'value', 'percent', 'flat', 'count'];
const MORE_AMOUNTS = ['threshold', 'amount', 'times', 'redeliver', 'milestones', 'equals'];
const WORDS = ['on', 'scope', 'ifOnMap', 'reentry', 'onJump', 'onRefund', 'backfill', 'join', 'then', 'kind'];
const MORE_WORDS = [
  'outcome',
  'every',
  'currency',
  'locale',
  'timeZone',
  'credit',
  'repeatPayments',
  'approval',
];
const LAST_WORDS = ['type', 'why', 'days', 'zone', 'default', 'method'];

const all = (keys: readonly string[], role: Role): Roles =>
  Object.fromEntries(keys.map((key) => [key, role]));

/** Values by their key, the same in all documents. */
const EVERYWHERE: Roles = {
  ...all([...FLAGS, ...MORE_FLAGS], FLAG),
  ...all([...DURATIONS, ...MORE_DURATIONS], DURATION),
  ...all([...AMOUNTS, ...MORE_AMOUNTS], AMOUNT),
  ...all([...WORDS, ...MORE_WORDS, ...LAST_WORDS], WORD),
  ...all(['where', 'if', 'autoApproveIf', 'exitWhen', 'cel', 'oncePer'], CONDITION),
  ...all(['from', 'to', 'at', 'start', 'date'], MOMENT),
  ...all(['template', 'email'], refer('email')),
  ...all(['field', 'fields'], refer('field')),
  ...all(['goTo', 'since', 'parkedAt', 'standsAt', 'step'], refer('step')),
  ...all(['form', 'submit'], refer('form')),
  ...all(['team', 'by'], refer('team')),
  ...all(['topic', 'unsubscribe'], refer('topic')),
  activity: refer('activity'),
  program: refer('program'),
  map: refer('map'),
  url: WEB,
};

/** What differs in one kind of document; `parent.key` before `key`. */
const BY_KIND: Readonly<Record<DocumentKind, Roles>> = {
  map: {
    map: define('map'),
    id: define('step'),
    as: define('call'),
    until: MOMENT,
    add: refer('map'),
    remove: refer('map'),
    pause: refer('map'),
    resume: refer('map'),
    wait: DURATION,
    steps: WORD,
    rejected: WORD,
    expired: WORD,
    else: WORD,
    otherwise: WORD,
    success: WORD,
    failure: WORD,
    to: FREE,
    cc: ADDRESS,
    replyTo: ADDRESS,
    'milestones.at': AMOUNT,
    'at.value': AMOUNT,
    'goal.wait': FLAG,
    'moved.to': refer('step'),
    'moved.from': FREE,
    'window.from': MOMENT,
    'window.to': MOMENT,
  },
  program: { program: define('program'), 'signUpForm.id': define('form'), 'consent.text': FREE },
  contact: { values: define('value') },
  events: { values: define('value') },
  activities: { values: define('value') },
  sending: {
    from: ADDRESS,
    teams: ADDRESS,
    default: WORD,
    'quietHours.from': MOMENT,
    'quietHours.to': MOMENT,
  },
  email: { subject: TEMPLATE, preheader: TEMPLATE },
  scenario: {
    by: ADDRESS,
    to: FREE,
    'contact.email': ADDRESS,
    subject: FREE,
    'contact.locale': WORD,
    'contact.timeZone': WORD,
    'event.type': refer('event'),
    'task.outcome': refer('outcome'),
    pause: FLAG,
    resume: FLAG,
  },
  population: {
    within: DURATION,
    'after.from': DURATION,
    'after.to': DURATION,
    'amount.from': AMOUNT,
    'amount.to': AMOUNT,
    ...all(['contacts', 'approved', 'rejected', 'share', 'sellers', 'perYear', 'recurring'], AMOUNT),
    zones: AMOUNT,
  },
};

/** Keys of a scenario's contact that are keywords of the format, not fields by their names. */
const PERSON = new Set(['email', 'timeZone', 'locale']);

/** The text keys of a path; list indexes say nothing about meaning. */
const words = (path: readonly (string | number)[]): string[] =>
  path.filter((part) => typeof part === 'string');

/** What a key means: a keyword, or a name that the author chose. */
export function keyRole(kind: DocumentKind, path: readonly (string | number)[]): Role {
  const [parent, key] = words(path).slice(-2);
  // The body of a webhook is data, whatever its keys are called.
  if (kind === 'map' && words(path).slice(0, -1).includes('body')) return FREE;
  if (key === undefined || parent === undefined || typeof path.at(-2) === 'number') return { is: 'keyword' };
  if (parent === 'contact' && PERSON.has(key)) return { is: 'keyword' };
  return NAMES[kind][parent] ?? { is: 'keyword' };
}

/** What a scalar value means. */
export function valueRole(kind: DocumentKind, path: readonly (string | number)[]): Role {
  const keys = words(path);
  if (kind === 'map' && keys.includes('body') && keys.at(-1) !== 'cel') return FREE;
  const key = keys.at(-1) ?? '';
  const parent = keys.at(-2) ?? '';
  const own = BY_KIND[kind];
  // A value under a name of the author's is whatever the name stands for.
  if (NAMES[kind][parent] && kind !== 'sending') return own[`${parent}.${key}`] ?? FREE;
  if (kind === 'sending' && parent === 'teams') return ADDRESS;
  const grandparent = keys.at(-3) ?? '';
  return own[`${parent}.${key}`] ?? own[`${grandparent}.${key}`] ?? own[key] ?? EVERYWHERE[key] ?? FREE;
}
