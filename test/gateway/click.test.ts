import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickUrl } from '../../src/email/click-link.ts';
import { claimMail } from '../../src/email/send-ledger.ts';
import { transact } from '../../src/storage/transact.ts';
import { SETTINGS } from './settings.ts';
import { addPartner, START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let contactId: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  const sending = { ...SETTINGS.sending, tracking: { clicks: true } };
  gateway.partners.settings = () => ({ ...SETTINGS, sending });
  contactId = (await addPartner(gateway, { email: 'ada@example.com' })).id;
  const key = { contactId, map: 'news', entry: 3, index: 0 };
  const claim = { key, step: 'news', template: 'news', messageId: '<3@acme.example>', values: {} };
  await transact(gateway.partners.db, (trx) =>
    claimMail(trx, { ...claim, isMarketing: true, now: START, leaseUntil: START + 75_000 }),
  );
});
afterAll(() => gateway.close());

/** The path under which a link of Ada's mail is counted. */
function pathTo(link: string, entry = 3): string {
  const { publicUrl, secret } = gateway.partners;
  return new URL(clickUrl(publicUrl, secret, { contactId, map: 'news', entry, index: 0, link })).pathname;
}

async function clicked(): Promise<string[]> {
  const facts = await gateway.partners.db
    .selectFrom('outbox')
    .select('data')
    .where('type', '=', 'email-clicked')
    .orderBy('sequence')
    .execute();
  return facts.map(({ data }) => (JSON.parse(data) as { link: string }).link);
}

test('a click leads on and is a fact, once', async () => {
  const link = `https://acme.example/prices?plan=team&long=${'x'.repeat(1_500)}`;
  const [before, woken] = [await clicked(), gateway.wakes()];
  const reader = new Visitor(gateway.http);
  for (const _time of [1, 2]) {
    const { statusCode, headers, cookies } = await reader.get(pathTo(link));
    expect([statusCode, headers.location, headers['cache-control']]).toEqual([302, link, 'no-store']);
    expect(cookies).toEqual([]);
  }
  expect(await clicked()).toEqual([...before, link]);
  expect(gateway.wakes()).toBe(woken + 1);
});

test('who asks for the head, or fetches ahead, is led on and does not count', async () => {
  const link = 'https://acme.example/ahead';
  const before = await clicked();
  const url = pathTo(link);
  const headers = { 'sec-purpose': 'prefetch;prerender' };
  for (const request of [{ method: 'HEAD', url } as const, { method: 'GET', url, headers } as const]) {
    const answer = await gateway.http.inject(request);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, link]);
  }
  expect(await clicked()).toEqual(before);
});

test('a mail that is no longer known leads on all the same', async () => {
  const before = await clicked();
  const { headers } = await new Visitor(gateway.http).get(pathTo('https://acme.example/old', 9));
  expect(headers.location).toBe('https://acme.example/old');
  expect(await clicked()).toEqual(before);
});

test('letters of other scripts are written as a header can hold them', async () => {
  const { headers } = await new Visitor(gateway.http).get(pathTo('https://acme.example/für dich'));
  expect(headers.location).toBe('https://acme.example/f%C3%BCr%20dich');
});

test('a link that was tampered with leads nowhere', async () => {
  const before = await clicked();
  const path = pathTo('https://acme.example/prices');
  const [, signature] = path.split('.');
  const evil = Buffer.from(JSON.stringify([contactId, 'news', 3, 0, 'https://evil.example/'])).toString(
    'base64url',
  );
  for (const other of ['/c/x', path.slice(0, -1), `${path}x`, `/c/${evil}.${signature}`]) {
    const { statusCode, headers, body } = await new Visitor(gateway.http).get(other);
    expect([statusCode, headers.location]).toEqual([404, undefined]);
    expect(body).toContain('This link is not complete');
  }
  expect(await clicked()).toEqual(before);
});

test('neither tokens nor targets are logged', async () => {
  await new Visitor(gateway.http).get(pathTo('https://acme.example/told'));
  expect(gateway.log()).toContain('"route":"/c/:token"');
  for (const text of [contactId, 'acme.example/', pathTo('https://acme.example/told').slice(3)])
    expect(gateway.log()).not.toContain(text);
});
