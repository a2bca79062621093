import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { expect, test } from 'vitest';
import type { ContactEvent } from '../../../src/program/events.ts';
import { messagesOf, type OutgoingMessage } from '../../../src/webhooks/out/messages.ts';
import { outgoingSchemas } from '../../../src/webhooks/out/schemas.ts';
import { MAPS, SETTINGS } from '../../gateway/settings.ts';

const AT = Date.UTC(2026, 0, 5, 9);
const SALE = { id: 's-1', amount: 110_000, kind: 'first', product: 'kit', at: AT } as const;
const SOLD = { id: 's-1', amount: '1100.00', kind: 'first', product: 'kit', at: '2026-01-05T09:00:00.000Z' };

type Row = Parameters<typeof messagesOf>[0];

function row<T extends ContactEvent['type']>(
  type: T,
  data: Extract<ContactEvent, { type: T }>['data'],
  sequence = 7,
): Row {
  return {
    id: 1,
    contact_id: 'c_ada',
    sequence,
    source: '/test',
    event_id: 'e-1',
    type,
    time: AT,
    data: JSON.stringify(data),
    partition: 0,
    recorded_at: AT,
    delivered_at: null,
  };
}

const ajv = new Ajv({ formats: { 'date-time': fullFormats['date-time'] } });
const schemas = outgoingSchemas();

/** What a fact comes to; each message is of the schema that is published. */
function of(fact: Row): OutgoingMessage[] {
  const messages = messagesOf(fact, { settings: SETTINGS, maps: MAPS });
  for (const { body } of messages) {
    expect(ajv.validate(schemas[body.type], body), ajv.errorsText()).toBe(true);
  }
  return messages;
}

const DECIDED = { map: 'welcome', entry: 1, by: 'kim@example.com', program: 'main', changes: [] };

test.each<[type: string, fact: Row, data: object]>([
  [
    'partner.approved',
    row('approval-decided', { ...DECIDED, outcome: 'approved' }),
    { program: 'main', map: 'welcome' },
  ],
  [
    'partner.rejected',
    row('approval-decided', { ...DECIDED, outcome: 'rejected', reason: 'too small' }),
    { program: 'main', map: 'welcome', reason: 'too small' },
  ],
  [
    'sale.recorded',
    row('sale-recorded', { sale: SALE, commission: { amount: 22_000 }, program: 'main', changes: [] }),
    { program: 'main', sale: SOLD, currency: 'USD', commission: '220.00' },
  ],
  [
    'sale.recorded',
    row('sale-recorded', { sale: { ...SALE, amount: 500 }, program: 'studio', changes: [] }),
    { program: 'studio', sale: { ...SOLD, amount: '500' }, currency: 'JPY', commission: '0' },
  ],
  [
    'sale.refunded',
    row('sale-refunded', { sale: SALE, refund: { amount: 1, full: false }, program: 'main', changes: [] }),
    { program: 'main', sale: SOLD, currency: 'USD', refund: { amount: '0.01', full: false } },
  ],
  [
    'commission.payable',
    row('commission-payable', { sale: SALE, commission: { amount: 22_000 }, program: 'main', changes: [] }),
    { program: 'main', sale: SOLD, currency: 'USD', commission: '220.00' },
  ],
  [
    'commission.paid',
    row('commission-paid', {
      payout: { batch: '2026-01', amount: 22_000, at: Date.UTC(2026, 0, 5, 9) },
      program: 'main',
      changes: [],
    }),
    {
      program: 'main',
      payout: { batch: '2026-01', amount: '220.00', at: '2026-01-05T09:00:00.000Z' },
      currency: 'USD',
    },
  ],
  [
    'email.bounced',
    row('email-bounced', { email: 'thanks', reason: '550 no such user', changes: [] }),
    { email: 'thanks', reason: '550 no such user' },
  ],
])('%s', (type, fact, data) => {
  const messages = of(fact);
  expect(messages).toEqual([
    {
      id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
      body: { type, timestamp: '2026-01-05T09:00:00.000Z', data: { contactId: 'c_ada', ...data } },
    },
  ]);
  expect(of(fact)).toEqual(messages);
  expect(JSON.stringify(messages)).not.toContain('@');
});

test('nothing is said of what concerns the map alone, and of what was imported', () => {
  expect(of(row('login-used', { changes: [] }))).toEqual([]);
  const click = { email: 'news', link: 'https://acme.example/', changes: [] };
  expect(of(row('email-clicked', click))).toEqual([]);
  const changes = [{ field: 'totalSales', before: 0, after: 900_000 }];
  expect(of(row('imported', { sale: SALE, program: 'main', changes }))).toEqual([]);
});

test('marks that a figure passed are told, each once', () => {
  const fact = (before: number, after: number, sequence: number): Row =>
    row(
      'totals-corrected',
      { by: 'kim', program: 'main', changes: [{ field: 'totalSales', before, after }] },
      sequence,
    );
  const jump = of(fact(499_999, 1_000_000, 8));
  expect(jump.map(({ body }) => [body.type, body.data])).toEqual(
    ['5000.00', '10000.00'].map((value) => [
      'milestone.reached',
      { contactId: 'c_ada', program: 'main', map: 'partner-welcome', milestone: 'total-sales', value },
    ]),
  );
  expect(of(fact(1_000_000, 400_000, 9))).toEqual([]);
  expect(of(fact(400_000, 500_000, 10))).toEqual([jump[0]]);
  const count = row('sale-recorded', {
    sale: SALE,
    program: 'main',
    changes: [{ field: 'numberOfSales', before: 0, after: 1 }],
  });
  expect(of(count).map(({ body }) => [body.type, body.data['value']])).toEqual([
    ['sale.recorded', undefined],
    ['milestone.reached', '1'],
  ]);
});

test('what two facts come to has two ids', () => {
  const ids = [7, 8].map((sequence) =>
    of(row('email-bounced', { email: 'a', reason: 'b', changes: [] }, sequence)),
  );
  expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(2);
});
