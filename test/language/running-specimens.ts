import { EVENTS, OUTSIDE, OWN_ACTIVITIES, POPULATION, SCENARIO } from './running-parts.ts';
import { PROGRAM, PROGRAM_PLACES } from './running-program.ts';

/** Documents in which every mapping that this version runs occurs once. JSON is YAML. */
export function runningSpecimens(): Record<string, unknown> {
  return structuredClone({
    'x.map.yaml': MAP,
    'ways.map.yaml': WAYS,
    'main.program.yaml': PROGRAM,
    'contact.yaml': {
      fields: { website: { type: 'url' }, trial: { type: 'boolean' }, score: { type: 'integer' } },
    },
    'sending.yaml': SENDING,
    'events.yaml': OWN_EVENTS,
    'activities.yaml': OWN_ACTIVITIES,
    'emails/specimen.email.md': { subject: 'Hello' },
    'scenarios/a.scenario.yaml': SCENARIO,
    'populations/a.population.yaml': POPULATION,
  });
}

// Read from text: a literal with a key `then` looks like a promise.
const QUIET: unknown = JSON.parse('{ "from": "20:00", "to": "09:00", "then": "send" }');
const CAP: unknown = JSON.parse('{ "count": 5, "per": "1 day", "then": "drop" }');
const CASE: unknown = JSON.parse('{ "if": "contact.trial", "then": [] }');
const ON_FAILURE: unknown = JSON.parse('{ "retryFor": "1 day", "then": ["exit"] }');

const STEPS = [
  { id: 'review', approve: { by: 'partner-managers' } },
  { id: 'login', grantLogin: { email: 'partner-login' } },
  { email: 'welcome' },
  { id: 'details', email: { template: 'new-partner' } },
  { id: 'tell', notify: { team: 'partner-managers', email: 'new-partner' } },
  { id: 'pause', wait: { for: '1 day', window: { days: ['tue'], from: '08:00', to: '18:00' } } },
  { id: 'rest', wait: '1 day' },
  { id: 'fork', branch: CASE },
  { id: 'ways', branch: [CASE, { else: [] }] },
  { id: 'score', set: { score: { cel: 'contact.score + 1' }, trial: true } },
  { id: 'mark', tag: ['vip'] },
  { id: 'unmark', untag: 'newcomer' },
  { map: { pause: 'x' } },
  { id: 'leave', if: 'contact.trial', exit: true },
  { id: 'stay', end: true },
];

const OWN_EVENTS = {
  events: {
    'training-finished': { data: { course: { type: 'enum', values: ['passed', 'failed', 'basics'] } } },
  },
};

const MAP = {
  map: 'x',
  program: 'main',
  triggers: {
    submitted: { on: 'form-submitted', reentry: { cooldown: '1 day' }, steps: STEPS },
    decided: { on: 'approval-decided', steps: OUTSIDE },
    trained: { on: 'training-finished' },
    sold: { on: 'sale-recorded' },
    refunded: { on: 'sale-refunded' },
    changed: { on: 'field-updated', field: 'score', above: 1 },
    tagged: { on: 'tag-added' },
    put: { on: 'added' },
    opened: { on: 'login-used', scope: { parkedAt: ['stay'] } },
    payable: { on: 'commission-payable' },
    paid: { on: 'commission-paid' },
    due: { on: 'date-reached', field: 'appliedAt' },
    left: { on: 'unsubscribed' },
    bounced: { on: 'email-bounced' },
    clicked: { on: 'email-clicked' },
  },
  milestones: { m: { field: 'totalSales', at: [{ value: 100, steps: [] }, 200000] } },
};

const EVENT_NAMES = Object.keys(EVENTS);

const WAYS_STEPS: Record<string, unknown>[] = [
  { email: 'welcome', onFailure: ON_FAILURE },
  {
    split: [
      { weight: 40, name: 'b', steps: [] },
      { weight: 60, name: 'c' },
    ],
  },
  { id: 'both', fork: { paths: { b: [], c: [] }, join: 'all' } },
  { id: 'a-day', wait: '1 day' },
  { if: 'contact.trial', goTo: 'a-day' },
  ...EVENT_NAMES.map((name) => ({
    id: `wait-${name.toLowerCase()}`,
    waitFor: { ...EVENTS[name], atMost: '1 day' },
  })),
  ...EVENT_NAMES.map((name) => ({
    id: `goal-${name.toLowerCase()}`,
    goal: { ...EVENTS[name], scope: 'on-map' },
  })),
];

/** How contacts go on, beside one step after the other. */
const WAYS = {
  map: 'ways',
  program: 'main',
  triggers: { in: { on: 'form-submitted', steps: WAYS_STEPS } },
};

const SENDING = {
  from: 'kim@example.com',
  postalAddress: 'London',
  teams: { 'partner-managers': ['kim@example.com'], others: [{ address: 'max@example.com', role: 'admin' }] },
  topics: { 'partner-news': { title: 'Partner news', marketing: true } },
  quietHours: QUIET,
  caps: { marketing: CAP },
  breaker: { perContact: { count: 5, per: '1 hour' } },
  tracking: { clicks: true },
};

const MAP_FILE = 'x.map.yaml';
const SCENARIO_FILE = 'scenarios/a.scenario.yaml';
const POPULATION_FILE = 'populations/a.population.yaml';

/** Where each of these mappings occurs: file, then keys. */
export const RUNNING_PLACES: Readonly<Record<string, readonly (string | number)[]>> = {
  'map.schema.json#': [MAP_FILE],
  'map.schema.json#/definitions/milestoneBlock': [MAP_FILE, 'milestones', 'm'],
  'map.schema.json#/definitions/threshold': [MAP_FILE, 'milestones', 'm', 'at', 0],
  ...inside('map.schema.json#/definitions', [MAP_FILE, 'triggers'], {
    formSubmittedTrigger: ['submitted'],
    approvalDecidedTrigger: ['decided'],
    customTrigger: ['trained'],
    saleTrigger: ['sold'],
    saleRefundedTrigger: ['refunded'],
    fieldUpdatedTrigger: ['changed'],
    tagTrigger: ['tagged'],
    addedTrigger: ['put'],
    loginUsedTrigger: ['opened'],
    commissionPayableTrigger: ['payable'],
    commissionPaidTrigger: ['paid'],
    dateReachedTrigger: ['due'],
    unsubscribedTrigger: ['left'],
    emailBouncedTrigger: ['bounced'],
    emailClickedTrigger: ['clicked'],
    parkedAt: ['opened', 'scope'],
    cooldown: ['submitted', 'reentry'],
  }),
  ...inside('map.schema.json#/definitions', [MAP_FILE, 'triggers', 'submitted', 'steps'], {
    approveStep: [0],
    grantLoginStep: [1],
    'grantLoginStep/properties/grantLogin': [1, 'grantLogin'],
    emailStep: [2],
    notifyStep: [4],
    'notifyStep/properties/notify': [4, 'notify'],
    waitStep: [6],
    branchStep: [7],
    setStep: [9],
    tagStep: [10],
    untagStep: [11],
    mapStep: [12],
    exitStep: [13],
    endStep: [14],
  }),
  ...inside('map.schema.json#/definitions', [MAP_FILE, 'triggers', 'submitted', 'steps'], {
    approve: [0, 'approve'],
    emailDetails: [3, 'email'],
    wait: [5, 'wait'],
    window: [5, 'wait', 'window'],
    branch: [7, 'branch'],
    case: [8, 'branch', 0],
    otherwise: [8, 'branch', 1],
    computed: [9, 'set', 'score'],
    mapAction: [12, 'map'],
  }),
  ...inside('map.schema.json#/definitions', ['ways.map.yaml', 'triggers', 'in', 'steps'], {
    onFailure: [0, 'onFailure'],
    splitStep: [1],
    split: [1, 'split', 0],
    forkStep: [2],
    fork: [2, 'fork'],
    goToStep: [4],
    waitForStep: [5],
    goalStep: [5 + EVENT_NAMES.length],
    ...Object.fromEntries(
      EVENT_NAMES.flatMap((name, index) => [
        [`${name}WaitFor`, [5 + index, 'waitFor']],
        [`${name}Goal`, [5 + EVENT_NAMES.length + index, 'goal']],
      ]),
    ),
  }),
  ...inside('map.schema.json#/definitions', [MAP_FILE, 'triggers', 'decided', 'steps'], {
    taskStep: [0],
    task: [0, 'task'],
    revokeLoginStep: [1],
    webhookStep: [2],
    webhook: [2, 'webhook'],
    callStep: [3],
    call: [3, 'call'],
  }),
  ...PROGRAM_PLACES,
  'contact.schema.json#': ['contact.yaml'],
  'contact.schema.json#/definitions/contactField': ['contact.yaml', 'fields', 'website'],
  'events.schema.json#': ['events.yaml'],
  'events.schema.json#/definitions/customEvent': ['events.yaml', 'events', 'training-finished'],
  'events.schema.json#/definitions/declaredValue': [
    'events.yaml',
    'events',
    'training-finished',
    'data',
    'course',
  ],
  'activities.schema.json#': ['activities.yaml'],
  ...inside('activities.schema.json#/definitions', ['activities.yaml', 'activities', 'rate-partner'], {
    activity: [],
    declaredValue: ['output', 'points'],
  }),
  'sending.schema.json#': ['sending.yaml'],
  'sending.schema.json#/definitions/memberDetails': ['sending.yaml', 'teams', 'others', '0'],
  'sending.schema.json#/definitions/topic': ['sending.yaml', 'topics', 'partner-news'],
  'sending.schema.json#/definitions/quietHours': ['sending.yaml', 'quietHours'],
  'sending.schema.json#/definitions/caps': ['sending.yaml', 'caps'],
  'sending.schema.json#/definitions/cap': ['sending.yaml', 'caps', 'marketing'],
  'sending.schema.json#/definitions/breaker': ['sending.yaml', 'breaker'],
  'sending.schema.json#/properties/tracking': ['sending.yaml', 'tracking'],
  'sending.schema.json#/definitions/flood': ['sending.yaml', 'breaker', 'perContact'],
  'email.schema.json#': ['emails/specimen.email.md'],
  'scenario.schema.json#': [SCENARIO_FILE],
  ...inside('scenario.schema.json#/definitions', [SCENARIO_FILE], {
    person: ['contact'],
    expectation: ['expect'],
    expectedEmail: ['expect', 'emails', 0],
    skippedEmail: ['expect', 'skipped', 0],
  }),
  ...inside('scenario.schema.json#/definitions', [SCENARIO_FILE, 'timeline'], {
    submitEntry: [0],
    approveEntry: [1],
    'approveEntry/properties/approve': [1, 'approve'],
    rejectEntry: [2],
    'rejectEntry/properties/reject': [2, 'reject'],
    saleEntry: [3],
    'saleEntry/properties/sale': [3, 'sale'],
    refundEntry: [4],
    'refundEntry/properties/refund': [4, 'refund'],
    loginUsedEntry: [5],
    redeliverEntry: [6],
    continueAsNewEntry: [7],
    mailFailsEntry: [8],
    'mailFailsEntry/properties/mailFails': [8, 'mailFails'],
    unsubscribeEntry: [9],
    timeOnlyEntry: [10],
    taskEntry: [11],
    'taskEntry/properties/task': [11, 'task'],
    setEntry: [12],
    tagEntry: [13],
    untagEntry: [14],
    eventEntry: [15],
    'eventEntry/properties/event': [15, 'event'],
    pauseEntry: [16],
    resumeEntry: [17],
    activityFailsEntry: [18],
    'activityFailsEntry/properties/activityFails': [18, 'activityFails'],
    enrollEntry: [19],
    'enrollEntry/properties/enroll': [19, 'enroll'],
    removeEntry: [20],
    'removeEntry/properties/remove': [20, 'remove'],
    suspendEntry: [21],
    'suspendEntry/properties/suspend': [21, 'suspend'],
    reinstateEntry: [22],
    'reinstateEntry/properties/reinstate': [22, 'reinstate'],
    clickEntry: [23],
    'clickEntry/properties/click': [23, 'click'],
    payoutEntry: [24],
    'payoutEntry/properties/payout': [24, 'payout'],
  }),
  'population.schema.json#': [POPULATION_FILE],
  ...inside('population.schema.json#/properties', [POPULATION_FILE], {
    signUps: ['signUps'],
    decisions: ['decisions'],
    logins: ['logins'],
    sales: ['sales'],
    'sales/properties/amount': ['sales', 'amount'],
    refunds: ['refunds'],
  }),
  'population.schema.json#/definitions/delay': [POPULATION_FILE, 'decisions', 'after'],
};

function inside(
  prefix: string,
  place: readonly (string | number)[],
  names: Readonly<Record<string, readonly (string | number)[]>>,
): Record<string, readonly (string | number)[]> {
  return Object.fromEntries(
    Object.entries(names).map(([name, keys]) => [`${prefix}/${name}`, [...place, ...keys]]),
  );
}
