import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import * as m from '../program/builders.ts';

/** A map that has every kind of step, a jump back, and doors that share steps. */
export function everything(): Program {
  return m.mapOf({
    map: 'partner-life',
    title: 'The life of a partner',
    exitWhen: "contact.status == 'suspended'",
    triggers: [
      m.door('signed-up', { type: 'form-submitted', form: 'partner-sign-up' }, 'review', {
        reentry: { cooldown: { days: 30 } },
      }),
      m.door(
        'big-sale',
        { type: 'sale-recorded', kind: 'first', where: 'event.sale.amount >= 500' },
        'channels',
        { scope: 'on-map', ifOnMap: 'add-again' },
      ),
      m.door('quiet', { type: 'date-reached', date: quietDate }, 'again', {
        scope: { parkedAt: ['active'] },
        ifOnMap: 'move',
        once: true,
      }),
    ],
    milestones: [
      m.milestones([5000, { value: 10_000, first: 'gold' }, 25_000], 'well-done', { name: 'total-sales' }),
    ],
    steps: [...mainPath(), ...sidePaths()],
  });
}

const quietDate = {
  door: 'trigger/silent',
  on: { field: 'lastSaleAt' },
  offset: { sign: 1, months: 3 },
  at: '09:00',
} as const;

function mainPath(): Step[] {
  return [
    m.approve('review', {
      giveUpAfter: { days: 30 },
      remindEvery: { days: 2 },
      next: 'partner-login',
      rejected: 'declined',
      expired: 'out',
    }),
    m.email('declined', { next: 'out-declined' }),
    m.exit('out-declined'),
    m.exit('out'),
    m.grantLogin('partner-login', { next: 'patience' }),
    m.wait('patience', { days: 3 }, { next: 'vip', title: 'Let them look around' }),
    { kind: 'tag', id: 'vip', tags: ['newcomer', 'vip'], next: 'how-big' },
    m.branch('how-big', [{ when: 'contact.totalSales >= 1000', first: 'ring' }, { first: 'test' }], {
      next: 'sale',
    }),
    {
      kind: 'task',
      id: 'ring',
      what: 'Ring them up',
      team: 'managers',
      next: 'sale',
      outcomes: [
        { name: 'reached', first: null },
        { name: 'no answer', first: 'ring-note' },
      ],
      giveUpAfter: { days: 7 },
    },
    m.notify('ring-note', { next: 'sale' }),
    {
      kind: 'split',
      id: 'test',
      next: 'sale',
      paths: [
        { name: 'short', weight: 50, first: 'short-mail' },
        { name: 'long', weight: 50, first: 'long-mail' },
      ],
    },
    m.email('short-mail', { next: 'sale' }),
    m.email('long-mail', { next: 'sale', if: "contact.locale.startsWith('en')" }),
    {
      kind: 'waitFor',
      id: 'sale',
      on: { type: 'sale-recorded' },
      next: 'first-sale',
      atMost: { days: 14 },
      otherwise: 'nudge',
    },
    m.email('nudge', { next: 'once-more' }),
    { kind: 'goTo', id: 'once-more', next: 'sale' },
    {
      kind: 'goal',
      id: 'first-sale',
      scope: 'above',
      wait: false,
      next: 'tell-crm',
      on: {
        type: 'field-updated',
        field: 'numberOfSales',
        test: { op: 'crosses', value: 1 },
      },
    },
    {
      kind: 'webhook',
      id: 'tell-crm',
      method: 'POST',
      url: 'https://crm.example/hooks/partners?key=x',
      headers: {},
      timeout: { ms: 10_000 },
      success: null,
      failure: 'crm-down',
      next: 'level',
    },
    m.notify('crm-down', { next: 'level' }),
    { kind: 'set', id: 'level', values: [{ field: 'tier', value: 'silver' }], next: 'active' },
    m.end('active'),
  ];
}

function sidePaths(): Step[] {
  return [
    {
      kind: 'fork',
      id: 'channels',
      join: 'all',
      next: 'score',
      paths: [
        { name: 'mail', first: 'big-thanks' },
        { name: 'team', first: 'big-news' },
      ],
    },
    m.email('big-thanks', { onFailure: { giveUp: { first: 'post' }, retryFor: { days: 1 } } }),
    { kind: 'call', id: 'post', activity: 'print-letter', input: {}, as: 'letter', next: null },
    m.notify('big-news'),
    { kind: 'call', id: 'score', activity: 'score-partner', input: {}, as: 'score', next: null },
    m.email('again', { next: 'elsewhere' }),
    { kind: 'map', id: 'elsewhere', action: 'add', target: 'win-back', next: 'plain' },
    { kind: 'untag', id: 'plain', tags: ['vip'], next: 'close' },
    { kind: 'revokeLogin', id: 'close', next: null },
    m.email('well-done'),
    m.email('gold'),
  ];
}

/** A map of many steps in a row, with a branch at every sixth. */
export function long(count: number): Program {
  const steps: Step[] = [];
  for (let index = 0; index < count; index++) {
    const next = index + 1 < count ? `step-${index + 1}` : null;
    const id = `step-${index}`;
    if (index % 6 === 2) {
      steps.push(m.branch(id, [{ when: `contact.score > ${index}`, first: `${id}-yes` }], { next }));
      steps.push(m.email(`${id}-yes`, { next }));
    } else if (index % 6 === 4) steps.push(m.wait(id, { days: index }, { next }));
    else steps.push(m.email(id, { next }));
  }
  const first = steps[0]?.id ?? null;
  return m.mapOf({
    map: 'long',
    title: 'A long map',
    triggers: [m.door('in', { type: 'added' }, first)],
    steps,
  });
}
