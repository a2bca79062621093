import { expect, test } from 'vitest';
import { disableEndpoint } from '../../src/storage/disabled-endpoints.ts';
import { transact } from '../../src/storage/transact.ts';
import {
  queueDeliveries,
  settleAttempt,
  type WebhookDelivery,
} from '../../src/storage/webhook-deliveries.ts';
import { approvedPartner } from '../partners/partner-company.ts';
import { startedProject } from './project.ts';

/** A project with three deliveries: one was taken, one was given up, one waits at an endpoint that works. */
async function started() {
  const { p, db, run } = await startedProject();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const message = (endpoint: string, webhook_id: string) => ({
    endpoint,
    webhook_id,
    type: 'sale.recorded',
    body: '{}',
    contact_id: contactId,
  });
  const messages = [message('crm', 'msg_1'), message('crm', 'msg_2'), message('books', 'msg_1')];
  await transact(db, (trx) => queueDeliveries(trx, messages, 0));
  const rows = await db.selectFrom('webhook_deliveries').selectAll().orderBy('id').execute();
  const [first, second] = rows as [WebhookDelivery, WebhookDelivery];
  await settleAttempt(db, first, { status: 'delivered', answer: 200 }, 5);
  await settleAttempt(db, second, { status: 'failed', answer: 410, failure: 'It answered 410.' }, 5);
  await disableEndpoint(db, { endpoint: 'crm', at: 5, reason: 'It answered 410.' });
  const statuses = async () =>
    (await db.selectFrom('webhook_deliveries').select('status').orderBy('id').execute()).map(
      ({ status }) => status,
    );
  return { rows, statuses, mapwright: (line: string) => run(line.split(' ')) };
}

test('deliveries are listed with how they went, and what is disabled', async () => {
  const { mapwright } = await started();
  const { code, out } = await mapwright('webhooks deliveries');
  expect(code).toBe(0);
  expect(out).toContain('crm is disabled since 1970-01-01T00:00:00.005Z: It answered 410.');
  expect(out).toMatch(/books {2}sale\.recorded {2}msg_1 {2}waits/);
  expect(out).toMatch(/crm {2}sale\.recorded {2}msg_2 {2}given up after 0 attempts: It answered 410\./);
  const json = JSON.parse(
    (await mapwright('webhooks deliveries --endpoint crm --status failed --json')).out,
  ) as object;
  expect(json).toMatchObject({
    deliveries: [{ endpoint: 'crm', webhook_id: 'msg_2', status: 'failed', answer: 410, nextAt: null }],
    disabled: [{ endpoint: 'crm' }],
  });
});

test('a delivery is sent again by its number, and an unknown number is said', async () => {
  const { mapwright, rows, statuses } = await started();
  expect(await mapwright(`webhooks redeliver ${rows[0]?.id}`)).toMatchObject({ code: 0 });
  expect(await statuses()).toEqual(['waiting', 'failed', 'waiting']);
  const { code, out } = await mapwright(`webhooks redeliver ${rows[0]?.id} 999`);
  expect([code, out]).toEqual([1, expect.stringContaining('1 of these numbers are unknown')]);
  expect((await mapwright('webhooks redeliver x')).code).toBe(64);
});

test('an endpoint that is enabled gets what it has not taken', async () => {
  const { mapwright, statuses } = await started();
  expect((await mapwright('webhooks enable crm')).out).toBe(
    'crm is enabled; 1 deliveries are sent to it now.\n',
  );
  expect(await statuses()).toEqual(['delivered', 'waiting', 'waiting']);
  expect((await mapwright('webhooks enable crm')).out).toBe('No endpoint “crm” is disabled (none is).\n');
});
