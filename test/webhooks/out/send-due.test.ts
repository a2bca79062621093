import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { disabledEndpoints, enableEndpoint } from '../../../src/storage/disabled-endpoints.ts';
import { transact } from '../../../src/storage/transact.ts';
import { listDeliveries, queueDeliveries, tryAgain } from '../../../src/storage/webhook-deliveries.ts';
import { MOST_ATTEMPTS, pauseAfter } from '../../../src/webhooks/out/retries.ts';
import { sendDue } from '../../../src/webhooks/out/send-due.ts';
import { addContact, temporaryDatabase } from '../../storage/temporary-database.ts';
import { startOtherSystem } from '../../support/other-system.ts';

const START = Date.UTC(2026, 0, 5, 9);
const SECRET = `whsec_${Buffer.from('a secret for the endpoint crm...').toString('base64')}`;

/** An endpoint that answers as it is told, with a message for it, and a clock. */
async function world(status: (index: number) => number, allow = ['127.0.0.1']) {
  const db = await temporaryDatabase();
  await addContact(db, 'c_ada');
  const crm = await startOtherSystem(status);
  onTestFinished(() => crm.stop());
  const clock = { now: START };
  const log = { warn: vi.fn(), error: vi.fn() };
  const sender = { db, allow, now: () => clock.now, chance: () => 0.5, log };
  const endpoint = { name: 'crm', url: `http://${crm.host}/in?token=t`, secret: SECRET };
  const queue = (...ids: string[]) =>
    transact(db, (trx) =>
      queueDeliveries(
        trx,
        ids.map((id) => ({
          endpoint: 'crm',
          webhook_id: id,
          type: 'sale.recorded',
          body: `{"id":"${id}"}`,
          contact_id: 'c_ada',
        })),
        clock.now,
      ),
    );
  return { db, crm, clock, log, queue, send: () => sendDue(sender, endpoint) };
}

test('a message is signed by Standard Webhooks, and logged as delivered', async () => {
  const { db, crm, queue, send } = await world(() => 204);
  await queue('msg_1');
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(await send()).toBe(1);
  const [heard] = crm.heard;
  const headers = heard?.headers as Record<string, string>;
  expect(new Webhook(SECRET).verify(heard?.body ?? '', headers)).toEqual({ id: 'msg_1' });
  expect([heard?.url, headers['webhook-id'], headers['content-type']]).toEqual([
    '/in?token=t',
    'msg_1',
    'application/json',
  ]);
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([
    { status: 'delivered', attempts: 1, answer: 204, failure: null, settled_at: START },
  ]);
  expect(await send()).toBe(0);
});

test('an endpoint that fails first gets the same message again, later and later, under the same id', async () => {
  const { db, crm, clock, log, queue, send } = await world((index) => [500, 302, 200][index] ?? 500);
  await queue('msg_1');
  await send();
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([
    { status: 'waiting', answer: 500, failure: 'It answered 500.', next_at: START + pauseAfter(1, 0.5) },
  ]);
  clock.now += pauseAfter(1, 0.5) - 1;
  expect(await send()).toBe(0);
  clock.now += 1;
  await send();
  clock.now += pauseAfter(2, 0.5);
  await send();
  expect(crm.heard.map(({ headers, body }) => [headers['webhook-id'], body])).toEqual(
    [1, 2, 3].map(() => ['msg_1', '{"id":"msg_1"}']),
  );
  expect(new Set(crm.heard.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([{ status: 'delivered', attempts: 3 }]);
  expect(JSON.stringify(log.warn.mock.calls)).not.toMatch(/127\.0\.0\.1|token/);
});

test('what an endpoint has been told is queued once', async () => {
  const { crm, queue, send } = await world(() => 200);
  await queue('msg_1', 'msg_2');
  await queue('msg_2', 'msg_3');
  await send();
  await queue('msg_1');
  await send();
  const ids = crm.heard.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(3);
  expect(new Set(ids)).toEqual(new Set(['msg_1', 'msg_2', 'msg_3']));
});

test('after a day of failures the endpoint is disabled and reported; enabled again it gets all', async () => {
  let isWell = false;
  const { db, crm, clock, log, queue, send } = await world(() => (isWell ? 200 : 503));
  await queue('msg_1');
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    expect(await send()).toBe(1);
    clock.now += pauseAfter(attempt, 0.5);
  }
  expect(await listDeliveries(db, { status: 'failed', limit: 9 })).toMatchObject([
    { webhook_id: 'msg_1', attempts: MOST_ATTEMPTS },
  ]);
  expect(log.error.mock.calls).toEqual([
    [{ endpoint: 'crm' }, expect.stringContaining('mapwright webhooks enable crm')],
  ]);
  await queue('msg_2');
  expect(await send()).toBe(0);
  expect(await disabledEndpoints(db)).toMatchObject([{ endpoint: 'crm', reason: 'It answered 503.' }]);
  isWell = true;
  await enableEndpoint(db, 'crm');
  expect(await tryAgain(db, { endpoint: 'crm' }, clock.now)).toBe(2);
  expect(await send()).toBe(2);
  expect(crm.heard.slice(MOST_ATTEMPTS).map(({ headers }) => headers['webhook-id'])).toEqual(
    expect.arrayContaining(['msg_1', 'msg_2']),
  );
});

test('410 ends it at once: the endpoint does not want to be called any more', async () => {
  const { db, queue, send } = await world(() => 410);
  await queue('msg_1');
  await send();
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([
    { status: 'failed', attempts: 1, answer: 410 },
  ]);
  expect(await disabledEndpoints(db)).toHaveLength(1);
});

test('an address that is not public is not called unless it is allowed', async () => {
  const { db, crm, queue, send } = await world(() => 200, []);
  await queue('msg_1');
  await send();
  expect(crm.heard).toEqual([]);
  const [delivery] = await listDeliveries(db, { limit: 9 });
  expect(delivery?.failure).toContain('MAPWRIGHT_WEBHOOK_ALLOW');
});

test('two processes side by side send each message once', async () => {
  const { crm, queue, send } = await world(() => 200);
  await queue(...Array.from({ length: 16 }, (_, index) => `msg_${index}`));
  await Promise.all([send(), send()]);
  await Promise.all([send(), send()]);
  expect(crm.heard).toHaveLength(16);
  expect(new Set(crm.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(16);
});

test('one by hand is sent again, delivered or not', async () => {
  const { db, crm, clock, queue, send } = await world(() => 200);
  await queue('msg_1');
  await send();
  const [delivery] = await listDeliveries(db, { endpoint: 'crm', limit: 9 });
  expect(await tryAgain(db, { ids: [delivery?.id ?? 0] }, clock.now)).toBe(1);
  await send();
  expect(crm.heard.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_1', 'msg_1']);
});
