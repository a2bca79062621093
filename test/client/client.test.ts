import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapwrightClient, MapwrightRefused, type Sale } from '../../src/index.ts';
import { partnerView } from '../../src/partners/partner-view.ts';
import { addPartner, startTestGateway, WEBHOOK_SECRET, type TestGateway } from '../gateway/test-gateway.ts';

let gateway: TestGateway;
let url: string;
let contactId: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  // The client signs with the machine's clock.
  gateway.clock.now = Date.now();
  contactId = (await addPartner(gateway, { email: 'ada@example.com' })).id;
  url = await gateway.http.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => gateway.close());

const SALE: Sale = {
  type: 'sale.recorded',
  id: 'order-17',
  partner: { email: 'ada@example.com' },
  amount: '1100.00',
  currency: 'USD',
};

test('it records sales, refunds and events, and says when one is known already', async () => {
  const client = mapwrightClient({ url: `${url}/`, secret: WEBHOOK_SECRET });
  expect(await client.recordSale(SALE)).toEqual({ status: 'recorded', id: 'order-17' });
  expect(await client.recordSale(SALE)).toEqual({ status: 'duplicate', id: 'order-17' });
  const refund = { type: 'sale.refunded', id: 'r-1', sale: 'order-17', amount: '100.00' } as const;
  expect(await client.recordSale(refund)).toEqual({ status: 'recorded', id: 'r-1' });
  const event = { type: 'training-finished', id: 'e-1', partner: { contactId }, data: { course: 'basics' } };
  expect(await client.recordEvent(event)).toEqual({ status: 'recorded', id: 'e-1' });
  expect((await partnerView(gateway.partners, contactId, 'main'))?.totalSales).toBe(100_000);
});

test('a refusal is thrown with the gateway’s problem', async () => {
  const client = mapwrightClient({ url, secret: WEBHOOK_SECRET });
  const refused = client.recordSale({ ...SALE, amount: '1.00' });
  await expect(refused).rejects.toThrow(MapwrightRefused);
  await expect(refused).rejects.toMatchObject({ problem: { status: 409 } });
  const stranger = mapwrightClient({
    url,
    secret: `whsec_${Buffer.from('somebody else').toString('base64')}`,
  });
  await expect(stranger.recordSale(SALE)).rejects.toMatchObject({ problem: { status: 401 } });
});

test('so is what somebody else answers in between, and a request can be ended', async () => {
  const proxy = createServer((_request, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const client = mapwrightClient({
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    secret: WEBHOOK_SECRET,
  });
  await expect(client.recordSale(SALE)).rejects.toMatchObject({
    problem: { status: 502, type: 'about:blank', title: 'Bad Gateway' },
  });
  await expect(client.recordSale(SALE, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  proxy.close();
});

test('a secret that cannot be one is refused at once', () => {
  expect(() => mapwrightClient({ url, secret: '' })).toThrow();
});
