import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { EventMatch } from '../../src/program/program.ts';
import { branch, door, email, end, mapOf } from '../program/builders.ts';
import { mails, ofKind, play, SETTINGS, welcomeMap } from './stage.ts';

const PARTNER: TimelineEntry[] = [{ submit: 'sign-up' }, { approve: { by: 'kim@example.com' } }];

/** Commissions of 20 % are held for 30 days, and paid from 30 dollars on. */
const settings = {
  ...SETTINGS,
  programs: {
    main: {
      ...SETTINGS.programs['main'],
      commission: { holdFor: { days: 30 } },
      payoutThreshold: 3_000,
    },
  },
} as typeof SETTINGS;

const emails = {
  sent: ['Payout {{payout.batch}}', '{{payout.amount}} on {{date payout.at}}'],
  enough: ['Your payout', '{{#if contact.payoutReady}}ready{{else}}not ready{{/if}}'],
} as const;

const becomesReady: EventMatch = {
  type: 'field-updated',
  field: 'payoutReady',
  test: { op: 'equals', value: true },
};

/** Who stands on the map is thanked for a payout, and told when enough is payable. */
const money = mapOf({
  map: 'money',
  fields: { payoutReady: 'boolean' },
  triggers: [
    door('in', { type: 'approval-decided' }, 'waits', { ifOnMap: 'ignore', scope: 'anyone' }),
    door('paid', { type: 'commission-paid', where: 'event.payout.amount >= 1' }, 'sent', {
      scope: 'on-map',
      ifOnMap: 'add-again',
    }),
    door('ready', becomesReady, 'enough', { scope: 'on-map', ifOnMap: 'add-again' }),
  ],
  steps: [
    end('waits'),
    email('sent', {}, ['payout.batch', 'payout.amount', 'payout.at']),
    email('enough', {}, ['contact.payoutReady']),
  ],
});

/** What comes of it on the map `money`, after the mails to a new partner. */
async function played(timeline: TimelineEntry[], maps = [money]) {
  const report = await play({
    programs: [welcomeMap(), ...maps],
    settings,
    emails,
    map: ['m', ...maps.map(({ map }) => map)],
    timeline: [...PARTNER, ...timeline],
  });
  expect(report.failures).toEqual([]);
  return report;
}

describe('payoutReady', () => {
  it('changes with what becomes payable, is refunded and is paid', async () => {
    const report = await played([
      { after: '1 day', sale: { id: 's-1', amount: 100 } },
      { after: '1 day', sale: { id: 's-2', amount: 100 } },
      { after: '30 days', refund: { sale: 's-1', amount: 60 } },
      { after: '1 day', sale: { id: 's-3', amount: 200 } },
      { after: '31 days', payout: { batch: '2026-03' } },
    ]);
    expect(mails(report).slice(3)).toEqual([
      'enough 2026-02-06T09:00Z',
      'enough 2026-03-09T09:00Z',
      'sent 2026-03-10T09:00Z',
    ]);
  });

  it('lets a branch choose, and ends a wait', async () => {
    const waiting = mapOf({
      map: 'waiting',
      fields: { payoutReady: 'boolean' },
      triggers: [door('in', { type: 'approval-decided' }, 'first', { ifOnMap: 'ignore', scope: 'anyone' })],
      steps: [
        branch('first', [{ when: 'contact.payoutReady', first: 'enough' }], { next: 'until' }),
        { kind: 'waitFor', id: 'until', next: 'enough', on: becomesReady, otherwise: null },
        email('enough', {}, ['contact.payoutReady']),
      ],
    });
    const report = await played([{ sale: { id: 's-1', amount: 150 } }, { after: '40 days' }], [waiting]);
    expect(mails(report).slice(3)).toEqual(['enough 2026-02-04T09:00Z']);
  });

  it('is a field that a scenario can ask for', async () => {
    const report = await play({
      programs: [welcomeMap(), money],
      settings,
      emails,
      map: ['m', 'money'],
      timeline: [...PARTNER, { sale: { id: 's-1', amount: 150 } }, { after: '30 days' }],
      expect: { fields: { payoutReady: true } },
    });
    expect(report.failures).toEqual([]);
  });
});

describe('a payout', () => {
  it('is told to the map, with what is paid in it', async () => {
    const report = await played([
      { sale: { id: 's-1', amount: 150 } },
      { after: '20 days', sale: { id: 's-2', amount: 500 } },
      { after: '10 days', payout: { batch: '2026-02' } },
      { payout: { batch: '2026-02' } },
    ]);
    const sent = ofKind(report, 'email').filter(({ template }) => template === 'sent');
    expect(sent.map(({ subject }) => subject)).toEqual(['Payout 2026-02']);
    expect(
      ofKind(report, 'entry')
        .slice(-2)
        .map(({ detail }) => detail),
    ).toEqual(['paid out 30.00 USD in payout 2026-02', 'payout 2026-02 again: it pays once']);
  });

  it.each<[string, TimelineEntry[], string]>([
    ['on hold', [], '0.00 USD is payable, and the partner program pays from 30.00 USD on'],
    [
      'too little',
      [{ refund: { sale: 's-1', amount: 1 } }, { after: '40 days' }],
      '29.80 USD is payable, and the partner program pays from 30.00 USD on',
    ],
    [
      'suspended',
      [{ after: '40 days' }, { suspend: { by: 'kim@example.com' } }],
      'only approved partners are paid out',
    ],
  ])('of nothing is refused, and says why: %s', async (_why, timeline, reason) => {
    const report = await played([{ sale: { id: 's-1', amount: 150 } }, ...timeline, { payout: {} }]);
    expect(ofKind(report, 'refused').map((one) => one.reason)).toEqual([reason]);
  });
});
