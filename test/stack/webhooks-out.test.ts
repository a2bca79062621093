import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { recordSale } from '../../src/partners/record-sale.ts';
import { startWebhooksOut } from '../../src/stack/webhooks-out.ts';
import { startDispatcher } from '../../src/storage/dispatcher.ts';
import { settings } from '../../temporal.config.ts';
import { approvedPartner, company } from '../partners/partner-company.ts';
import { startOtherSystem } from '../support/other-system.ts';

const SECRET = `whsec_${Buffer.from('a secret for the endpoint crm...').toString('base64')}`;

/** Dispatcher and senders side by side, as the stack has them; the clock is the machine's. */
async function running(endpoints: string[], deliver = async (): Promise<void> => undefined) {
  const { p } = await company();
  const partners = { ...p, now: () => Date.now() };
  const contactId = await approvedPartner(partners, 'ada@example.com');
  const log = pino({ level: 'silent' });
  const webhooks = startWebhooksOut({
    configuration: {
      ...settings,
      webhooksOut: endpoints,
      webhookAllow: ['127.0.0.1'],
      secrets: { CRM: SECRET, BOOKS: SECRET },
    },
    release: () => ({ setId: 'set', programs: { sets: {}, programs: {} }, settings: p.settings() }),
    partners,
    log,
  });
  const dispatcher = startDispatcher({
    db: p.db,
    deliver,
    ...(webhooks.alongside ? { alongside: webhooks.alongside } : {}),
    owner: randomUUID(),
    now: partners.now,
    log,
    pollEveryMs: 5,
  });
  onTestFinished(async () => {
    await dispatcher.stop();
    await webhooks.stop();
  });
  return { partners, contactId, dispatcher };
}

test('a fact that the run was told is told to every endpoint; one that fails holds up no other', async () => {
  const crm = await startOtherSystem();
  const books = await startOtherSystem(() => 500);
  onTestFinished(async () => void (await Promise.all([crm.stop(), books.stop()])));
  const { partners, contactId, dispatcher } = await running([
    `crm=http://${crm.host}/in`,
    `books=http://${books.host}/`,
  ]);
  await recordSale(partners, { id: 's-1', partner: { contactId }, amount: '10.00', currency: 'USD' });
  await dispatcher.idle();
  await vi.waitFor(() => expect(crm.heard).toHaveLength(2), { timeout: 10_000 });
  await vi.waitFor(() => expect(books.heard.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  const messages = crm.heard.map(({ body, headers }) =>
    new Webhook(SECRET).verify(body, headers as Record<string, string>),
  );
  expect(messages).toMatchObject([
    { type: 'partner.approved', data: { contactId, program: 'main' } },
    { type: 'sale.recorded', data: { contactId, sale: { id: 's-1', amount: '10.00' }, commission: '2.00' } },
  ]);
});

test('what could not be delivered to the run is not told either; without endpoints nothing is queued', async () => {
  const crm = await startOtherSystem();
  onTestFinished(() => crm.stop());
  let failures = 0;
  const away = () => {
    failures += 1;
    return Promise.reject(new Error('Temporal is away.'));
  };
  const first = await running([`crm=http://${crm.host}/in`], away);
  await vi.waitFor(() => expect(failures).toBeGreaterThan(0));
  const none = await running([]);
  await none.dispatcher.idle();
  for (const { partners } of [first, none]) {
    expect(await partners.db.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);
  }
  expect(crm.heard).toEqual([]);
});
