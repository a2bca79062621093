import { EVENT_MATCH_KEYS } from '../../src/language/vocabulary.generated.ts';
import { runningSpecimens } from './running-specimens.ts';

/** Documents in which every mapping that is checked, and not run yet, occurs once. */
export function laterSpecimens(): Record<string, unknown> {
  const { 'main.program.yaml': program, ...others } = runningSpecimens();
  return structuredClone({
    ...others,
    'later.map.yaml': MAP,
    'main.program.yaml': program,
    'contact.yaml': { fields: { website: { type: 'url' }, score: { type: 'integer' } } },
    'events.yaml': {
      events: {
        'training-finished': { data: { course: { type: 'enum', values: ['passed', 'failed', 'basics'] } } },
      },
    },
    'scenarios/later.scenario.yaml': SCENARIO,
  });
}

/** Of each family of events one, by the name of the family's form, with what it needs. */
const EVENTS: Readonly<Record<string, Record<string, unknown>>> = {
  formSubmitted: { on: 'form-submitted' },
  added: { on: 'added' },
  approvalDecided: { on: 'approval-decided' },
  sale: { on: 'commission-earned' },
  commissionPayable: { on: 'commission-payable' },
  commissionPaid: { on: 'commission-paid' },
  saleRefunded: { on: 'sale-refunded' },
  fieldUpdated: { on: 'field-updated', field: 'score', above: 1 },
  tag: { on: 'tag-removed' },
  dateReached: { on: 'date-reached', field: 'appliedAt' },
  loginUsed: { on: 'login-used' },
  emailClicked: { on: 'email-clicked' },
  emailBounced: { on: 'email-bounced' },
  unsubscribed: { on: 'unsubscribed' },
  custom: { on: 'training-finished' },
};

const NAMES = Object.keys(EVENTS);

const STEPS: Record<string, unknown>[] = [
  { id: 'call-them', task: { title: 'Call them', by: 'others', outcomes: { done: [], failed: ['exit'] } } },
  { revokeLogin: true },
];

const WAITS = NAMES.map((name) => ({
  id: `wait-${name.toLowerCase()}`,
  waitFor: { ...EVENTS[name], atMost: '7 days' },
}));
const GOALS = NAMES.map((name) => ({ id: `goal-${name.toLowerCase()}`, goal: { ...EVENTS[name] } }));

const MAP = {
  map: 'later',
  program: 'main',
  moved: [{ from: 'trigger/old', to: 'forgotten' }],
  triggers: {
    ...Object.fromEntries(NAMES.map((name) => [name.toLowerCase(), { ...EVENTS[name] }])),
    all: { on: 'login-used', steps: [...STEPS, ...WAITS, ...GOALS] },
  },
};

const SCENARIO = {
  scenario: 'what comes later',
  map: 'later',
  start: '2026-01-01T00:00:00Z',
  contact: { email: 'ada@example.com' },
  timeline: [
    { event: { type: 'training-finished', data: { course: 'passed' } } },
    { task: { step: 'call-them', outcome: 'done', by: 'kim@example.com' } },
  ],
};

const MAP_DEFINITIONS = 'map.schema.json#/definitions/';
const STEP_LIST = ['later.map.yaml', 'triggers', 'all', 'steps'];
const TIMELINE = ['scenarios/later.scenario.yaml', 'timeline'];

/** Places of step forms and of what stands behind their keys. */
const BY_STEP: Readonly<Record<string, readonly (string | number)[]>> = Object.fromEntries(
  STEPS.flatMap((step, index) => {
    const kind = Object.keys(step).find((key) => !['id', 'title', 'if', 'onFailure'].includes(key)) ?? '';
    if (kind === 'email' || kind === 'wait') return [];
    const own = typeof step[kind] === 'object' && !Array.isArray(step[kind]);
    return [
      [`${MAP_DEFINITIONS}${kind}Step`, [...STEP_LIST, index]],
      ...(own
        ? [[`${MAP_DEFINITIONS}${kind === 'map' ? 'mapAction' : kind}`, [...STEP_LIST, index, kind]]]
        : []),
    ] as [string, (string | number)[]][];
  }),
);

const BY_EVENT = Object.fromEntries(
  NAMES.flatMap((name, index) => [
    [`${MAP_DEFINITIONS}${name}Trigger`, ['later.map.yaml', 'triggers', name.toLowerCase()]],
    [`${MAP_DEFINITIONS}${name}WaitFor`, [...STEP_LIST, STEPS.length + index, 'waitFor']],
    [`${MAP_DEFINITIONS}${name}Goal`, [...STEP_LIST, STEPS.length + NAMES.length + index, 'goal']],
  ]),
) as Record<string, (string | number)[]>;

const BY_ENTRY = Object.fromEntries(
  SCENARIO.timeline.flatMap((entry, index) => {
    const [key = ''] = Object.keys(entry);
    const owner = `scenario.schema.json#/definitions/${key}Entry`;
    return [
      [owner, [...TIMELINE, index]],
      [`${owner}/properties/${key}`, [...TIMELINE, index, key]],
    ];
  }),
) as Record<string, (string | number)[]>;

/** Where each of these mappings occurs: file, then keys. */
export const LATER_PLACES: Readonly<Record<string, readonly (string | number)[]>> = {
  ...BY_STEP,
  ...BY_EVENT,
  ...BY_ENTRY,
  [`${MAP_DEFINITIONS}waitForStep`]: [...STEP_LIST, STEPS.length],
  [`${MAP_DEFINITIONS}goalStep`]: [...STEP_LIST, STEPS.length + NAMES.length],
  [`${MAP_DEFINITIONS}moved`]: ['later.map.yaml', 'moved', 0],
  'events.schema.json#': ['events.yaml'],
  'events.schema.json#/definitions/customEvent': ['events.yaml', 'events', 'training-finished'],
  'events.schema.json#/definitions/declaredValue': [
    'events.yaml',
    'events',
    'training-finished',
    'data',
    'course',
  ],
};

/** Keys that custom events take in validation and that the analysis judges. */
export const MATCH_KEYS: ReadonlySet<string> = new Set(Object.values(EVENT_MATCH_KEYS).flat());
