import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, test } from 'vitest';
import { readDirectEvent } from '../../src/messages/read-message.ts';
import { publishedSchemas } from '../../src/messages/schemas.ts';
import { readControl } from '../../workflows/control.ts';

/** As somebody else's program reads them: the files, with a validator in strict mode. */
async function published(name: string): Promise<(message: unknown) => boolean> {
  const text = await readFile(`docs/messages/${name}.schema.json`, 'utf8');
  const ajv = new Ajv({ allowUnionTypes: true, formats: { 'date-time': fullFormats['date-time'] } });
  return ajv.compile(JSON.parse(text) as object);
}

const partner = { email: 'ada@example.com' };
const sale = { type: 'sale.recorded', id: 's-1', partner, amount: '400.00', currency: 'USD' };
const refund = { type: 'sale.refunded', id: 'r-1', sale: 's-1' };

function event(type: string, data: unknown, envelope: object = {}): object {
  return { specversion: '1.0', id: 'e-1', source: '/shop', type, data, ...envelope };
}

const recorded = event('sale-recorded', { amount: 10.5, currency: 'USD' });

test.each(Object.keys(publishedSchemas()))('%s is published as the code has it', async (name) => {
  const text = await readFile(`docs/messages/${name}.schema.json`, 'utf8');
  expect(JSON.parse(text)).toEqual(publishedSchemas()[name]);
});

test.each([
  ['sale-webhook', sale, { ...sale, currency: undefined, amount: true }],
  ['refund-webhook', refund, { ...refund, type: 'sale.recorded' }],
  ['sale-recorded', { amount: 1, currency: 'USD' }, { amount: 1 }],
  ['sale-refunded', { sale: 's-1' }, {}],
  [
    'event-webhook',
    { type: 'training-finished', id: 'e-1', partner, data: { course: 'basics' } },
    { type: 'training-finished', partner },
  ],
  ['custom-event', { type: 'training-finished' }, { data: {} }],
  ['total-sales-changed', { total: '5', currency: 'USD' }, { total: '5', currency: 'USD', partner }],
])('%s takes what it describes and nothing else', async (name, good, bad) => {
  const takes = await published(name);
  expect([takes(good), takes(bad)]).toEqual([true, false]);
});

describe('a control signal', () => {
  const cases: [what: string, message: unknown, isGood: boolean][] = [
    ['on all maps', { action: 'pause' }, true],
    ['on one map', { action: 'resume', map: 'partner-welcome' }, true],
    ["on a program's notices", { action: 'pause', map: 'main.notices' }, true],
    ['with more than is read', { action: 'pause', why: 'holidays' }, true],
    ['of an action that there is none of', { action: 'stop' }, false],
    ['without an action', { map: 'partner-welcome' }, false],
    ['on no map', { action: 'pause', map: null }, false],
    ['on what is no name', { action: 'pause', map: 'Partner welcome' }, false],
    ['on a name that is too long', { action: 'pause', map: 'a'.repeat(61) }, false],
    ['that is a text', 'pause', false],
    ['that is empty', null, false],
  ];

  test.each(cases)('%s', async (_what, message, isGood) => {
    expect('action' in readControl(message)).toBe(isGood);
    expect((await published('control-signal'))(message)).toBe(isGood);
  });
});

describe('a direct event', () => {
  const cases: [what: string, message: object, isGood: boolean][] = [
    ['a sale', recorded, true],
    ["the webhook's object", event('sale-recorded', sale), true],
    ['a refund', event('sale-refunded', refund), true],
    ['a new total', event('total-sales-changed', { total: '0', currency: 'USD' }), true],
    ['with a time and an extension', { ...recorded, time: '2026-01-05T09:00:00Z', traceparent: '00' }, true],
    ['of a type that only the dispatcher sends', event('login-used', {}), false],
    ['a sale without an amount', event('sale-recorded', { currency: 'USD' }), false],
    ['a sale that is a refund', event('sale-recorded', refund), false],
    ['without a source', { ...recorded, source: undefined }, false],
    ['with a time of day', { ...recorded, time: '09:00' }, false],
    ['with data as text', { ...recorded, data: '{}' }, false],
  ];

  test.each(cases)('%s', async (_what, message, isGood) => {
    const plain: unknown = JSON.parse(JSON.stringify(message));
    expect('message' in readDirectEvent(plain)).toBe(isGood);
    const takes = await published('event-signal');
    expect([takes(plain), takes([plain])]).toEqual([isGood, isGood]);
  });

  test('is not numbered, comes at most 200 at a time, and not as an empty list', async () => {
    const takes = await published('event-signal');
    expect(takes({ ...recorded, sequence: 1 })).toBe(false);
    expect(takes(Array.from({ length: 200 }, () => recorded))).toBe(true);
    expect(takes(Array.from({ length: 201 }, () => recorded))).toBe(false);
    expect(takes([])).toBe(false);
  });
});
