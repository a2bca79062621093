import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { callWebhook } from '../../activities/call-webhook.ts';
import type { JobRequest } from '../../activities/job-request.ts';
import type { WebhookRequest } from '../../src/program/commands.ts';
import type { WebhookSettings } from '../../src/webhooks/settings.ts';
import { company } from '../partners/partner-company.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

interface Heard {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

/** Another system on loopback, and what it was asked. */
async function other(answer: RequestListener): Promise<{ port: number; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      heard.push({ method, url, headers, body });
      answer(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, heard };
}

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end('{"hello":true}');

interface Call extends Partial<WebhookSettings> {
  request?: Partial<WebhookRequest>;
  entry?: number;
  cancelled?: AbortSignal;
}

/** A company that may call loopback; answers with what a call comes to. */
async function caller() {
  const { p, db, clock } = await company();
  onTestFinished(() => db.destroy());
  const call = (
    url: string,
    { request = {}, entry = 1, cancelled = new AbortController().signal, ...settings }: Call = {},
  ) => {
    const input = { url, method: 'POST', headers: {}, timeout: 10_000, ...request };
    const origin = { map: 'm', step: 'tell', entry };
    const asked: JobRequest<'call-webhook'> = {
      contactId: 'c-ada',
      job: { id: `m/tell#${entry}`, origin, summary: 'Call', activity: 'call-webhook', input },
    };
    const webhooks = { allow: ['127.0.0.1'], secrets: {}, ...settings };
    return callWebhook({ partners: p, webhooks }, asked, cancelled);
  };
  return { call, clock };
}

describe('the request', () => {
  test('is JSON with the values of the decision, and names its place', async () => {
    const { port, heard } = await other(status(200));
    const { call } = await caller();
    const body = { who: { cel: 'contact.email' }, note: '${secret.NOTE}', list: [1, { cel: 'contact.x' }] };
    const values = { 'contact.email': '${secret.NOTE}', 'contact.x': null };
    const request = { method: 'PUT', headers: { 'X-Key': 'k ${secret.NOTE}' }, body, values };
    const secrets = { NOTE: 'hush' };
    expect(await call(`http://127.0.0.1:${port}/a?b=1`, { request, secrets })).toEqual({
      status: 'done',
      output: { status: 200 },
    });
    expect(heard).toMatchObject([{ method: 'PUT', url: '/a?b=1' }]);
    expect(heard[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-key': 'k hush',
      'idempotency-key': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    // Who is called like a secret stays what they are called.
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      who: '${secret.NOTE}',
      note: 'hush',
      list: [1, null],
    });
  });

  test('is a text where the map has one, and nothing where it has none', async () => {
    const { port, heard } = await other(status(204));
    const { call } = await caller();
    await call(`http://127.0.0.1:${port}/`, { request: { body: 'Grüße' } });
    await call(`http://127.0.0.1:${port}/`, { request: { method: 'GET' } });
    expect(heard[0]).toMatchObject({
      body: 'Grüße',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    expect(heard[1]).toMatchObject({ method: 'GET', body: '' });
    expect(heard[1]?.headers).not.toHaveProperty('content-type');
  });

  test('has the same key at each attempt of a place, and another at the next', async () => {
    const { port, heard } = await other(status(200));
    const { call } = await caller();
    const url = `http://127.0.0.1:${port}/`;
    for (const entry of [1, 1, 2])
      await call(url, { entry, request: { headers: { 'Idempotency-Key': 'x' } } });
    const [first, again, next] = heard.map(({ headers }) => headers['idempotency-key']);
    expect(again).toBe(first);
    expect(new Set([first, next, 'x']).size).toBe(3);
  });
});

describe('what is answered', () => {
  test.each([200, 201, 204, 400, 404, 410])('%i is an answer', async (code) => {
    const { port } = await other(status(code));
    const { call } = await caller();
    expect(await call(`http://127.0.0.1:${port}/`)).toEqual({ status: 'done', output: { status: code } });
  });

  test('a redirect is an answer, and is not followed', async () => {
    const { port, heard } = await other(status(307, { location: '/elsewhere' }));
    const { call } = await caller();
    expect(await call(`http://127.0.0.1:${port}/`)).toEqual({ status: 'done', output: { status: 307 } });
    expect(heard).toHaveLength(1);
  });

  test('of a long answer no more is read than 64 KiB', async () => {
    const { port } = await other((_request, response) => {
      response.writeHead(200);
      const more = (): unknown => response.write('x'.repeat(16_384), () => response.destroyed || more());
      more();
    });
    const { call } = await caller();
    expect(await call(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 'done' });
  });
});

describe('what has failed', () => {
  test.each([429, 500, 502, 503])('%i', async (code) => {
    const { port } = await other(status(code));
    const { call } = await caller();
    expect(await call(`http://127.0.0.1:${port}/?key=hush`)).toEqual({
      status: 'failed',
      message: `The webhook answered ${code}.`,
      permanent: false,
    });
  });

  const NOW = Date.UTC(2026, 0, 5, 9);
  test.each([
    ['120', NOW + 120_000],
    ['Mon, 05 Jan 2026 10:00:00 GMT', NOW + 3_600_000],
    ['soon', undefined],
  ])('429 with Retry-After: %s', async (retryAfter, notBefore) => {
    const { port } = await other(status(429, { 'retry-after': retryAfter }));
    const { call, clock } = await caller();
    clock.now = NOW;
    const outcome = await call(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ status: 'failed', permanent: false });
    expect('notBefore' in outcome ? outcome.notBefore : undefined).toBe(notBefore);
  });

  const broken: [what: string, answer: RequestListener, message: RegExp][] = [
    ['nobody who answers', () => undefined, /did not answer within 0\.2 seconds/],
    [
      'an answer that does not end',
      (_request, response) => void response.writeHead(200).write('x'),
      /did not answer within 0\.2 seconds/,
    ],
    ['a connection that is closed', (request) => void request.socket.destroy(), /no answer: ECONNRESET/],
    [
      'one that is closed in the middle of the answer',
      (_request, response) =>
        void response
          .writeHead(200, { 'content-length': '100' })
          .write('x', () => setImmediate(() => response.destroy())),
      /no answer: ECONNRESET/,
    ],
  ];
  test.each(broken)('%s', async (_what, answer, message) => {
    const { port } = await other(answer);
    const { call } = await caller();
    const outcome = await call(`http://127.0.0.1:${port}/`, { request: { timeout: 200 } });
    expect(outcome).toEqual({ status: 'failed', permanent: false, message: expect.stringMatching(message) });
  });

  test('not who is called, but the worker that stops: another one takes over', async () => {
    const worker = new AbortController();
    const stopping = new Error('the worker stops');
    const { port } = await other(() => worker.abort(stopping));
    const { call } = await caller();
    await expect(call(`http://127.0.0.1:${port}/`, { cancelled: worker.signal })).rejects.toBe(stopping);
  });

  test('a server that is not there, without the name of its host', async () => {
    const { port } = await other(status(200));
    servers.splice(0).forEach((server) => server.close());
    const { call } = await caller();
    const refused = await call(`http://127.0.0.1:${port}/`);
    expect(refused).toMatchObject({ message: 'The webhook gave no answer: ECONNREFUSED.' });
    const resolve = () => Promise.reject(Object.assign(new Error('hush.example'), { code: 'ENOTFOUND' }));
    const unknown = await call('http://hush.example/', { resolve });
    expect(unknown).toMatchObject({ message: 'The webhook gave no answer: ENOTFOUND.', permanent: false });
  });
});

describe('what is not called', () => {
  test.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://localhost',
  ])('%s', async (origin) => {
    const { port, heard } = await other(status(200));
    const { call } = await caller();
    expect(await call(`${origin}:${port}/`, { allow: [] })).toEqual({
      status: 'failed',
      permanent: true,
      message: expect.stringMatching(
        /which is not public\. If it may be called, add it to MAPWRIGHT_WEBHOOK_ALLOW\.$/,
      ),
    });
    expect(heard).toEqual([]);
  });

  test('a name of which one address is not public', async () => {
    const { call } = await caller();
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '::ffff:10.0.0.1', family: 6 },
    ];
    expect(await call('http://crm.example/', { resolve })).toMatchObject({ permanent: true });
  });

  test('a name that leads elsewhere between two look-ups: the address that was checked is connected to', async () => {
    const { port, heard } = await other(status(200));
    const { call } = await caller();
    let asked = 0;
    const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    const url = `http://crm.example:${port}/`;
    expect(await call(url, { resolve })).toEqual({ status: 'done', output: { status: 200 } });
    expect([asked, heard[0]?.headers['host']]).toEqual([1, `crm.example:${port}`]);
    // No connection is kept on which the second call would go out unchecked.
    expect(await call(url, { resolve })).toMatchObject({ permanent: true });
    expect([asked, heard.length]).toEqual([2, 1]);
  });

  const refused: [what: string, url: string, request: Partial<WebhookRequest>, message: RegExp][] = [
    ['without its secret', 'http://${secret.HOST}/', {}, /needs the secret HOST,.*MAPWRIGHT_SECRET_HOST/],
    ['with an address that its secret spoils', 'http://${secret.SPACE}/', {}, /is not a web address/],
    ['with a header of two lines', 'http://127.0.0.1/', { headers: { 'X-A': 'a\nb' } }, /does not allow/],
  ];
  test.each(refused)('%s', async (_what, url, request, message) => {
    const { call } = await caller();
    const outcome = await call(url, { request, secrets: { SPACE: 'hush hush' } });
    expect(outcome).toEqual({ status: 'failed', permanent: true, message: expect.stringMatching(message) });
    expect(JSON.stringify(outcome)).not.toContain('hush');
  });
});
