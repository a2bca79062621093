import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPartner, startTestGateway, WEBHOOK_SECRET, type TestGateway } from './test-gateway.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sendGridKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ sendGridKey });
  await addPartner(gateway, { email: 'ada@example.com' });
  await addPartner(gateway, { email: 'bob@example.com' });
});
afterAll(() => gateway.close());

function post(url: string, payload: string, headers: Record<string, string>) {
  return gateway.http.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function suppressed(): Promise<string[]> {
  const rows = await gateway.partners.db.selectFrom('suppressions').select('address').execute();
  return rows.map(({ address }) => address).toSorted();
}

describe('POST /mail-events/sendgrid', () => {
  const signed = (payload: string) =>
    post('/mail-events/sendgrid', payload, {
      'x-twilio-email-event-webhook-timestamp': '1767603600',
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(`1767603600${payload}`),
        privateKey,
      ).toString('base64'),
    });
  const events = [
    { sg_event_id: 'e1', event: 'bounce', type: 'bounce', email: 'ada@example.com', reason: '550' },
    { sg_event_id: 'e2', event: 'delivered', email: 'bob@example.com' },
  ];

  test('records the bounces of a list, once', async () => {
    const woken = gateway.wakes();
    const first = await signed(JSON.stringify(events));
    expect([first.statusCode, first.json()]).toEqual([200, { recorded: 1, known: 0 }]);
    expect(gateway.wakes()).toBe(woken + 1);
    expect((await signed(JSON.stringify(events))).json()).toEqual({ recorded: 0, known: 1 });
    expect(await suppressed()).toContain('ada@example.com');
  });

  test('takes nothing that SendGrid did not sign', async () => {
    const answer = await post('/mail-events/sendgrid', JSON.stringify(events), {});
    expect([answer.statusCode, answer.json().type]).toEqual([
      401,
      'https://mapwright.dev/problems/bad-signature',
    ]);
  });

  test('says what is wrong with a body', async () => {
    expect((await signed('{')).statusCode).toBe(400);
    expect((await signed('{}')).statusCode).toBe(422);
  });

  test('is not there without a key', async () => {
    const other = await startTestGateway();
    const url = '/mail-events/sendgrid';
    const answer = await other.http.inject({ method: 'POST', url, payload: [] });
    await other.close();
    expect(answer.statusCode).toBe(404);
  });
});

describe('POST /mail-events/postmark', () => {
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`mapwright:${password}`).toString('base64')}`,
  });
  const complaint = JSON.stringify({
    RecordType: 'SpamComplaint',
    ID: 42,
    Type: 'SpamComplaint',
    Email: 'bob@example.com',
    BouncedAt: '2026-01-05T08:00:00Z',
  });

  test('records a complaint, once', async () => {
    const first = await post('/mail-events/postmark', complaint, basic(WEBHOOK_SECRET));
    expect([first.statusCode, first.json()]).toEqual([200, { recorded: 1, known: 0 }]);
    const again = await post('/mail-events/postmark', complaint, basic(WEBHOOK_SECRET));
    expect(again.json()).toEqual({ recorded: 0, known: 1 });
    expect(await suppressed()).toContain('bob@example.com');
  });

  test('takes nothing without the secret, and logs no address', async () => {
    for (const headers of [{}, basic('guessed'), { authorization: 'Basic' }])
      expect((await post('/mail-events/postmark', complaint, headers)).statusCode).toBe(401);
    expect(gateway.log()).not.toContain('bob@example.com');
  });

  test('ignores what tells of something else', async () => {
    const delivery = JSON.stringify({ RecordType: 'Delivery' });
    const answer = await post('/mail-events/postmark', delivery, basic(WEBHOOK_SECRET));
    expect([answer.statusCode, answer.json()]).toEqual([200, { recorded: 0, known: 0 }]);
    expect((await post('/mail-events/postmark', '[]', basic(WEBHOOK_SECRET))).statusCode).toBe(422);
  });
});
