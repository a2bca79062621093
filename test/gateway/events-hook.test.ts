import { afterAll, beforeAll, expect, test } from 'vitest';
import { send, signed } from './sign-webhook.ts';
import { addPartner, START, startTestGateway, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await addPartner(gateway, { email: 'ada@example.com' });
});
afterAll(() => gateway.close());

const EVENT = {
  type: 'training-finished',
  id: 'e-1',
  partner: { email: 'ada@example.com' },
  data: { course: 'basics', score: 90 },
};
const post = (body: object | string, at = START) => send(gateway.http, body, at, '/hooks/events');

test('a new event is 202 and wakes the dispatcher, the same again 200, another one under its id 409', async () => {
  const woken = gateway.wakes();
  const first = await post({ ...EVENT, at: '2026-01-05T08:00:00Z' });
  expect([first.statusCode, first.json()]).toEqual([202, { status: 'recorded', id: 'e-1' }]);
  expect(gateway.wakes()).toBe(woken + 1);
  expect((await post({ ...EVENT, at: '2026-01-05T08:00:00Z' }, START + 60_000)).statusCode).toBe(200);
  const other = await post(EVENT);
  expect([other.statusCode, other.json().type]).toEqual([409, 'https://mapwright.dev/problems/conflict']);
});

test.each<[what: string, body: object | string, status: number, code: string, pointer?: string]>([
  ['not JSON', '{ "type": ', 400, 'malformed-json'],
  ['no object', '[]', 422, 'invalid-body', ''],
  ['no id', { ...EVENT, id: undefined }, 422, 'invalid-body', '/id'],
  ['a key that is not known', { ...EVENT, amount: 5 }, 422, 'invalid-body', '/amount'],
  ['data that is no object', { ...EVENT, data: 'basics' }, 422, 'invalid-body', '/data'],
  ['a time that does not exist', { ...EVENT, at: '2016-12-31T23:59:60Z' }, 422, 'invalid-body', '/at'],
  ['an unknown event', { ...EVENT, type: 'trained', id: 'x' }, 422, 'unknown-event', '/type'],
  ['data of another type', { ...EVENT, id: 'x', data: { score: 'high' } }, 422, 'bad-event-data', '/data'],
  [
    'nobody',
    { ...EVENT, id: 'x', partner: { email: 'bob@example.com' } },
    422,
    'unknown-partner',
    '/partner',
  ],
  ['too large a body', JSON.stringify({ ...EVENT, data: { course: 'x'.repeat(300_000) } }), 413, 'too-large'],
])('%s is refused as a problem', async (_what, body, status, code, pointer) => {
  const answer = await post(body);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  expect(answer.json().type).toBe(`https://mapwright.dev/problems/${code}`);
  if (pointer !== undefined) expect(answer.json().errors[0].pointer).toBe(pointer);
});

test('what is not signed, or by another secret, or long ago, is 401', async () => {
  const payload = JSON.stringify({ ...EVENT, id: 'unsigned' });
  const wrong = `whsec_${Buffer.from('another secret of 32 bytes......').toString('base64')}`;
  const all = [
    { 'content-type': 'application/json' },
    signed(payload, START, wrong),
    signed(payload, START - 400_000),
  ];
  for (const headers of all) {
    const answer = await gateway.http.inject({ method: 'POST', url: '/hooks/events', headers, payload });
    expect(answer.statusCode).toBe(401);
  }
});
