import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stylesheetPath } from '../../src/gateway/views/stylesheet.ts';
import { send } from './sign-webhook.ts';
import { START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test('health answers by itself, readiness asks what it needs', async () => {
  expect((await gateway.http.inject('/health')).json()).toEqual({ status: 'up' });
  const ready = await gateway.http.inject('/ready');
  expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready', detail: { database: 'ok' } }]);
});

test('readiness is 503 with the reason when something is missing', async () => {
  const detail = { database: 'ok', temporal: 'cannot be reached' };
  const waiting = await startTestGateway({ ready: async () => ({ ok: false, detail }) });
  const answer = await waiting.http.inject('/ready');
  await waiting.close();
  expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'not ready', detail }]);
});

test.each(['/', '/p/main/sign-up', '/partner', '/nothing', '/login/unknown'])(
  '%s carries the policy that allows our stylesheet, our pictures and our forms only, and is kept by no cache',
  async (path) => {
    const { headers } = await gateway.http.inject(path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  },
);

test('the stylesheet is named after its content and may be kept for ever', async () => {
  const page = await gateway.http.inject('/');
  expect(page.body).toContain(`<link rel="stylesheet" href="${stylesheetPath}" />`);
  const { headers, statusCode } = await gateway.http.inject(stylesheetPath);
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test.each([
  ['a path', { url: '/r/ada%00' }],
  ['a query', { url: '/r/ada?to=%00' }],
  ['a form', { url: '/p/main/sign-up', method: 'POST', payload: 'email=a%00' }],
] as const)(
  '%s with a character that PostgreSQL cannot store is refused, and no bug',
  async (_what, request) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await gateway.http.inject({ ...request, headers });
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('U+0000')]);
  },
);

test('an address that is there, asked by another method, says which it takes', async () => {
  const hook = await gateway.http.inject('/hooks/sales?x=1');
  expect([hook.statusCode, hook.headers['allow'], hook.json()]).toMatchObject([
    405,
    'POST',
    { type: 'https://mapwright.dev/problems/method-not-allowed', detail: 'It answers POST, and not GET.' },
  ]);
});

test('an unknown address is a page for people and a problem for machines', async () => {
  const page = await gateway.http.inject('/nothing');
  expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  const hook = await gateway.http.inject('/hooks/nothing');
  expect([hook.statusCode, hook.headers['content-type']]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
});

test('an address that cannot be decoded is a page, too', async () => {
  const { statusCode, headers, body } = await gateway.http.inject('/p/%zz/sign-up');
  expect([statusCode, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  expect(body).toContain('This address cannot be read');
  expect(body).not.toContain('zz');
});

test('a form of another type is refused with a page', async () => {
  const answer = await gateway.http.inject({
    method: 'POST',
    url: '/p/main/sign-up',
    payload: { email: 'x' },
  });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([415, 'text/html; charset=utf-8']);
});

test('a readiness check that fails is 503, with the reason in the log only', async () => {
  const broken = await startTestGateway({
    ready: async () => {
      throw new Error('the secret reason');
    },
  });
  const answer = await broken.http.inject('/ready');
  const log = broken.log();
  await broken.close();
  expect([answer.statusCode, answer.json().status]).toEqual([503, 'not ready']);
  expect(answer.body).not.toContain('secret');
  expect(log).toContain('the secret reason');
});

test('a bug is 500 without details for the client, and a stack in the log', async () => {
  const broken = await startTestGateway();
  await broken.partners.db.schema.dropTable('contacts').execute();
  const form = { email: 'ada@example.com', website: 'https://ada.example' };
  const page = await new Visitor(broken.http).submit('/p/main/sign-up', form);
  const sale = { type: 'sale.recorded', id: 's', partner: { email: form.email }, amount: 1, currency: 'USD' };
  const hook = await send(broken.http, sale, START);
  const log = broken.log();
  await broken.close();
  expect(page.statusCode).toBe(500);
  expect(page.body).toContain('Something went wrong on our side');
  expect([hook.statusCode, hook.json().type]).toEqual([500, 'https://mapwright.dev/problems/bug']);
  expect(page.body + hook.body).not.toMatch(/contacts|SQL/i);
  expect(log).toContain('no such table: contacts');
  expect(log).toMatch(/"stack":"[^"]*node-sqlite-dialect\.ts/);
  expect(log).not.toContain('ada@example.com');
});

test('sign-ups are limited to 20 a minute, looks at login links to 30, sale webhooks not at all', async () => {
  const busy = await startTestGateway();
  const statuses = async (times: number, ask: () => Promise<{ statusCode: number }>): Promise<number[]> => [
    ...new Set(await Promise.all(Array.from({ length: times }, async () => (await ask()).statusCode))),
  ];
  expect(await statuses(20, () => new Visitor(busy.http).request('POST', '/p/main/sign-up', {}))).toEqual([
    403,
  ]);
  const late = await new Visitor(busy.http).request('POST', '/p/main/sign-up', {});
  expect([late.statusCode, late.headers['retry-after']]).toEqual([429, '60']);
  expect(late.body).toContain('Too many attempts');
  expect(await statuses(30, () => new Visitor(busy.http).get('/login/unknown'))).toEqual([404]);
  expect((await new Visitor(busy.http).get('/login/unknown')).statusCode).toBe(429);
  expect(await statuses(60, () => send(busy.http, {}, START))).toEqual([422]);
  await busy.close();
});

test('limits count by the visitor that a trusted proxy names, and by nobody’s own word', async () => {
  const limitOf = async (trustProxy: string[] | undefined): Promise<number[]> => {
    const busy = await startTestGateway(trustProxy ? { trustProxy } : {});
    const statuses = [];
    for (const visitor of ['198.51.100.7', '198.51.100.8'])
      for (let i = 0; i < 21; i += 1) {
        const headers = { 'x-forwarded-for': visitor };
        statuses.push(
          (await busy.http.inject({ method: 'POST', url: '/p/main/sign-up', headers })).statusCode,
        );
      }
    await busy.close();
    return statuses.flatMap((status, index) => (status === 429 ? [index] : []));
  };
  expect(await limitOf(['127.0.0.1'])).toEqual([20, 41]);
  expect(await limitOf(['10.0.0.0/8'])).toEqual(Array.from({ length: 22 }, (_, index) => index + 20));
  expect(await limitOf(undefined)).toEqual(Array.from({ length: 22 }, (_, index) => index + 20));
});

test.each([
  [
    'a session key of the wrong length',
    { sessionKey: randomBytes(16) },
    'has 16 bytes; it must have exactly 32',
  ],
  ['a webhook secret that is not base64', { webhookSecret: 'whsec_***' }, '"whsec_" followed by base64'],
  ['an empty webhook secret', { webhookSecret: '' }, '"whsec_" followed by base64'],
])('%s is refused at the start', async (_what, options, words) => {
  await expect(startTestGateway(options)).rejects.toThrow(words);
});

test('it listens: a real request is answered over a socket', async () => {
  const open = await startTestGateway();
  await open.http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = open.http.server.address() as AddressInfo;
  const page = await fetch(`http://127.0.0.1:${port}/p/main/sign-up`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Become a partner');
  const status = await new Promise((resolve, reject) => {
    const sale = request({
      port,
      path: '/hooks/sales',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    sale.on('response', (answer) => resolve(answer.statusCode)).on('error', reject);
    sale.end(Buffer.alloc(1024 * 1024, ' '));
  });
  expect(status).toBe(413);
  await open.close();
});
