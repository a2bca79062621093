import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { recordSale } from '../../src/partners/record-sale.ts';
import { metricsOf, serveMetrics, type Measured } from '../../src/stack/metrics.ts';
import { disableEndpoint } from '../../src/storage/disabled-endpoints.ts';
import { startDispatcher } from '../../src/storage/dispatcher.ts';
import { partitionOf } from '../../src/storage/partition.ts';
import { transact } from '../../src/storage/transact.ts';
import { queueDeliveries } from '../../src/storage/webhook-deliveries.ts';
import { approvedPartner, company } from '../partners/partner-company.ts';

const IDLE: Measured['dispatcher'] = { state: () => ({ inFlight: 0, backingOff: 0, partitions: 0 }) };

/** The figures as Prometheus reads them, over HTTP. */
async function served(measured: Measured) {
  const server = await serveMetrics(metricsOf(measured), { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const get = (path = '/metrics') => fetch(`http://127.0.0.1:${server.port}${path}`);
  const figures = async () => {
    const lines = (await (await get()).text()).split('\n').filter((line) => line.startsWith('mapwright_'));
    return Object.fromEntries(lines.map((line) => line.split(/ (?=[^ ]+$)/) as [string, string]));
  };
  return { get, figures };
}

test('while Temporal is away deliveries are put off and facts pile up in view; when it is back they are gone', async () => {
  const { p, db, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  let attempts = 0;
  let isAway = true;
  const deliver = async (): Promise<void> => {
    attempts += 1;
    if (isAway) throw new Error('Temporal is away.');
  };
  const log = { warn: () => undefined, error: () => undefined };
  const dispatcher = startDispatcher({ db, deliver, owner: randomUUID(), now: p.now, log, pollEveryMs: 5 });
  onTestFinished(() => dispatcher.stop());
  const { figures } = await served({ db, dispatcher, endpoints: [], now: p.now });
  await vi.waitFor(() => expect(dispatcher.state().backingOff).toBe(1));

  // The lease of a partition is shorter than that.
  clock.now += 900;
  await recordSale(p, { id: 's-1', partner: { contactId }, amount: '10.00', currency: 'USD' });
  dispatcher.wake();
  const partition = partitionOf(contactId);
  expect(await figures()).toMatchObject({
    [`mapwright_outbox_rows{partition="${partition}"}`]: '3',
    [`mapwright_outbox_oldest_seconds{partition="${partition}"}`]: '0.9',
    [`mapwright_outbox_rows{partition="${(partition + 1) % 16}"}`]: '0',
    'mapwright_dispatcher_contacts{state="backing_off"}': '1',
    mapwright_dispatcher_partitions: '16',
  });
  expect(attempts).toBe(1);

  clock.now += 100;
  await vi.waitFor(() => expect(attempts).toBe(2));
  isAway = false;
  clock.now += 2_000;
  await dispatcher.idle();
  expect(attempts).toBe(3);
  expect(await figures()).toMatchObject({
    [`mapwright_outbox_rows{partition="${partition}"}`]: '0',
    [`mapwright_outbox_oldest_seconds{partition="${partition}"}`]: '0',
    'mapwright_dispatcher_contacts{state="backing_off"}': '0',
  });
});

test('webhooks that wait, endpoints that are disabled, and mails of a day by verdict', async () => {
  const { p, db } = await company();
  const contact_id = await approvedPartner(p, 'ada@example.com');
  const message = { endpoint: 'crm', webhook_id: 'msg_1', type: 'sale.recorded', body: '{}', contact_id };
  await transact(db, (trx) => queueDeliveries(trx, [message], p.now()));
  await disableEndpoint(db, { endpoint: 'books', at: p.now(), reason: 'It answered 410.' });
  const mail = (
    entry: number,
    status: 'sent' | 'skipped' | 'refused',
    verdict: string | null,
    ago: number,
  ) => ({
    contact_id,
    map: 'welcome',
    entry,
    mail_index: 0,
    step: 'hello',
    template: 'hello',
    email_hash: null,
    message_id: `<${entry}@example.com>`,
    status,
    verdict,
    lease_until: 0,
    resends: 0,
    claimed_at: p.now() - ago,
    settled_at: null,
    subject: null,
    merge_values: '{}',
    held_until: null,
    quiet_since: null,
    turn_at: null,
  });
  const mails = [
    mail(1, 'sent', null, 0),
    mail(2, 'sent', null, 86_400_000),
    mail(3, 'sent', null, 90_000_000),
    mail(4, 'skipped', 'suppressed', 0),
    mail(5, 'refused', '550 no such user', 0),
    mail(6, 'refused', '553 go away', 0),
  ];
  await db.insertInto('sent_mails').values(mails).execute();
  const { figures, get } = await served({ db, dispatcher: IDLE, endpoints: ['books', 'crm'], now: p.now });
  const answer = await get();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(await answer.text()).not.toMatch(/ada|@|no such user/);
  expect(await figures()).toMatchObject({
    'mapwright_webhooks_waiting{endpoint="crm"}': '1',
    'mapwright_webhooks_waiting{endpoint="books"}': '0',
    'mapwright_webhooks_disabled{endpoint="crm"}': '0',
    'mapwright_webhooks_disabled{endpoint="books"}': '1',
    'mapwright_mails_last_day{status="sent",verdict=""}': '2',
    'mapwright_mails_last_day{status="skipped",verdict="suppressed"}': '1',
    'mapwright_mails_last_day{status="refused",verdict=""}': '2',
  });
  expect((await get('/')).status).toBe(404);
});

test('without its database it says 503 and not some of the figures', async () => {
  const { p, db } = await company();
  await db.schema.dropTable('outbox').execute();
  const { get } = await served({ db, dispatcher: IDLE, endpoints: [], now: p.now });
  expect((await get()).status).toBe(503);
});
