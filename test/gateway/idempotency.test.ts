import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimKey } from '../../src/storage/idempotency-keys.ts';
import { signed } from './sign-webhook.ts';
import { addPartner, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
  await addPartner(gateway, { email: 'ada@example.com' });
});
afterEach(() => gateway.close());

const SALE = {
  type: 'sale.recorded',
  id: 's-1',
  partner: { email: 'ada@example.com' },
  amount: '1100.00',
  currency: 'USD',
};

async function post(key: string, body: object = SALE, url = '/hooks/sales') {
  const payload = JSON.stringify(body);
  const headers = { ...signed(payload, gateway.clock.now), 'idempotency-key': key };
  const answer = await gateway.http.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, body: answer.json() as { type?: string } };
}

const problem = (status: number, code: string) => ({
  status,
  body: expect.objectContaining({ status, type: `https://mapwright.dev/problems/${code}` }) as object,
});

describe('Idempotency-Key', () => {
  test('the same key and body get the same answer again, quoted or not, and count once', async () => {
    const first = await post('"a-1"');
    expect(first).toEqual({ status: 202, body: { status: 'recorded', id: 's-1' } });
    expect(await post('"a-1"')).toEqual(first);
    expect(await post('a-1')).toEqual(first);
    expect(await post('a-2')).toEqual({ status: 200, body: { status: 'duplicate', id: 's-1' } });
    expect(await gateway.partners.db.selectFrom('ledger').select('id').execute()).toHaveLength(1);
  });

  test('a refusal is given once more, though it would be none any more', async () => {
    const refund = { type: 'sale.refunded', id: 'r-1', sale: 's-1' };
    const refused = await post('b-1', refund);
    expect(refused).toEqual(problem(422, 'unknown-sale'));
    await post('b-2');
    expect(await post('b-1', refund)).toEqual(refused);
    expect((await post('b-3', refund)).status).toBe(202);
  });

  test('another body is 422, at another door it is another key', async () => {
    await post('c-1');
    expect(await post('c-1', { ...SALE, id: 's-2' })).toEqual(problem(422, 'idempotency-key-reused'));
    const event = { type: 'training-finished', id: 'e-1', partner: SALE.partner };
    expect((await post('c-1', event, '/hooks/events')).status).toBe(202);
  });

  test('while the first is being answered it is 409; whoever died at it is followed after a minute', async () => {
    const request = { door: '/hooks/sales', key: 'd-1', body: JSON.stringify(SALE) };
    expect(await claimKey(gateway.partners.db, request, gateway.clock.now)).toBe('claimed');
    expect(await post('d-1')).toEqual(problem(409, 'request-in-flight'));
    gateway.clock.now += 60_000;
    expect((await post('d-1')).status).toBe(202);
  });

  test('many at once: one is answered, the others wait or get the same, and it counts once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('e-1')));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 409)).toEqual([202]);
    expect(await gateway.partners.db.selectFrom('ledger').select('id').execute()).toHaveLength(1);
  });

  test('it is forgotten after a day', async () => {
    await post('f-1');
    gateway.clock.now += 24 * 3_600_000;
    expect(await post('f-1', { ...SALE, id: 's-2' })).toMatchObject({ status: 202 });
    expect(await post('f-2')).toEqual({ status: 200, body: { status: 'duplicate', id: 's-1' } });
  });

  test('after a mistake of ours the key may be tried again', async () => {
    const { db } = gateway.partners;
    await db.schema.alterTable('ledger').renameTo('gone').execute();
    expect(await post('g-1')).toEqual(problem(500, 'bug'));
    await db.schema.alterTable('gone').renameTo('ledger').execute();
    expect((await post('g-1')).status).toBe(202);
  });

  test.each(['', 'two words', 'x'.repeat(256), 'é'])('“%s” is no key', async (key) => {
    expect(await post(key)).toEqual(problem(400, 'bad-idempotency-key'));
  });
});

test('a sign-up form that is sent twice makes one contact and one application', async () => {
  const visitor = new Visitor(gateway.http);
  const form = { email: 'bob@example.com', website: 'https://bob.example' };
  const token = /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/p/main/sign-up')).body)?.[1] ?? '';
  const answers = await Promise.all(
    [1, 2].map(() => visitor.request('POST', '/p/main/sign-up', { ...form, _csrf: token })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([
    answers[0]?.statusCode,
    answers[0]?.statusCode,
  ]);
  const { db } = gateway.partners;
  const contacts = await db.selectFrom('contacts').selectAll().where('email', '=', form.email).execute();
  expect(contacts).toHaveLength(1);
  const enrolments = db
    .selectFrom('enrolments')
    .selectAll()
    .where('contact_id', '=', contacts[0]?.id ?? '');
  expect(await enrolments.execute()).toHaveLength(1);
});
