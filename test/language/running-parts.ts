/** Of each family of events one, by the name of the family's form, with what it needs. */
export const EVENTS: Readonly<Record<string, Record<string, unknown>>> = {
  formSubmitted: { on: 'form-submitted' },
  added: { on: 'added' },
  approvalDecided: { on: 'approval-decided' },
  sale: { on: 'commission-earned' },
  commissionPayable: { on: 'commission-payable' },
  commissionPaid: { on: 'commission-paid' },
  saleRefunded: { on: 'sale-refunded' },
  fieldUpdated: { on: 'field-updated', field: 'score', above: 1 },
  tag: { on: 'tag-added' },
  dateReached: { on: 'date-reached', field: 'appliedAt' },
  loginUsed: { on: 'login-used' },
  emailClicked: { on: 'email-clicked' },
  emailBounced: { on: 'email-bounced' },
  unsubscribed: { on: 'unsubscribed' },
  custom: { on: 'training-finished' },
};

/** What the activities of one's own take and answer. */
export const OWN_ACTIVITIES = {
  activities: {
    'rate-partner': {
      input: { website: { type: 'url' } },
      output: { points: { type: 'enum', values: ['few', 'many'] } },
    },
  },
};

/** What maps ask of the world outside. */
export const OUTSIDE: unknown[] = [
  { id: 'call-them', task: { title: 'Call them', by: 'others', outcomes: { done: [], failed: ['exit'] } } },
  { id: 'close', revokeLogin: true },
  { id: 'tell-crm', webhook: { url: 'https://crm.example/' } },
  { call: { activity: 'rate-partner', input: { website: 'https://lee.example' }, as: 'rating' } },
];

/** A scenario in which every entry that this version runs occurs once. */
export const SCENARIO = {
  scenario: 'everything',
  map: 'x',
  start: '2026-01-01T00:00:00Z',
  contact: { email: 'ada@example.com' },
  answers: { 'rate-partner': { points: 'few' } },
  timeline: [
    { submit: 'partner-sign-up' },
    { approve: { by: 'lee@example.com' } },
    { reject: { by: 'lee@example.com' } },
    { sale: { id: 's', amount: 1 } },
    { refund: { sale: 's' } },
    { loginUsed: true },
    { redeliver: 2 },
    { continueAsNew: true },
    { mailFails: { template: 'new-partner', times: 1 } },
    { unsubscribe: 'partner-news' },
    { after: '1 minute' },
    { task: { step: 'call-them', outcome: 'done', by: 'lee@example.com' } },
    { set: { score: 1 } },
    { tag: 'vip' },
    { untag: 'vip' },
    { event: { type: 'training-finished', data: { course: 'passed' } } },
    { pause: true },
    { resume: true },
    { activityFails: { activity: 'rate-partner', times: 1 } },
    { enroll: { map: 'x', by: 'lee@example.com' } },
    { remove: { map: 'x', by: 'lee@example.com' } },
    { suspend: { by: 'lee@example.com' } },
    { reinstate: { by: 'lee@example.com' } },
    { click: { template: 'new-partner', link: 'https://acme.example/' } },
    { payout: { batch: 'january' } },
  ],
  expect: { emails: [{ template: 'new-partner' }], skipped: [{ template: 'new-partner' }] },
};

/** A population that says all that one can. */
export const POPULATION = {
  population: 'everyone',
  map: 'x',
  start: '2026-01-01T00:00:00Z',
  signUps: { form: 'partner-sign-up' },
  decisions: { approved: 50, after: { from: '1 hour', to: '2 hours' } },
  logins: { share: 10 },
  sales: { perYear: 1, amount: { from: 1, to: 2 } },
  refunds: { share: 10 },
};
