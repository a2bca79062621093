import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { addPartner, loginPath, START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';
import { transact } from '../../src/storage/transact.ts';

let gateway: TestGateway;
let contactId: string;
let entry = 0;

/** A fresh link each time. */
function freshLink(): Promise<string> {
  entry += 1;
  return loginPath(gateway, contactId, entry);
}

beforeAll(async () => {
  gateway = await startTestGateway();
  contactId = (await addPartner(gateway, { email: 'ada@example.com', firstName: '<b>Ada</b>' })).id;
});
afterAll(() => gateway.close());

test('looking at a link any number of times does not use it up; the button does, once', async () => {
  const path = await freshLink();
  const partner = new Visitor(gateway.http);
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    expect((await partner.request(method, path)).statusCode).toBe(200);
  expect((await partner.get(path)).body).toContain('<title>Open your partner center – Acme partners</title>');
  const woken = gateway.wakes();
  const opened = await partner.submit(path, {});
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/partner']);
  expect(gateway.wakes()).toBe(woken + 1);
  expect((await partner.get('/partner')).statusCode).toBe(200);

  const again = await partner.get(path);
  expect(again.statusCode).toBe(410);
  expect(again.body).toContain('This login link has been used');
  expect(again.body).toContain('href="/partner"');
  const repeated = await partner.submit('/p/main/sign-up', {}, path);
  expect(repeated.statusCode).toBe(410);
});

test('of two presses at once, one opens', async () => {
  const path = await freshLink();
  const presses = await Promise.all([1, 2].map(() => new Visitor(gateway.http).submit(path, {})));
  expect(presses.map((press) => press.statusCode).toSorted((a, b) => a - b)).toEqual([303, 410]);
});

test('an expired link and an unknown one say what to do', async () => {
  const path = await freshLink();
  gateway.clock.now = START + 3 * 86_400_000;
  const expired = await new Visitor(gateway.http).get(path);
  gateway.clock.now = START;
  expect(expired.statusCode).toBe(410);
  expect(expired.body).toContain('href="/partner/sign-in"');
  const unknown = await new Visitor(gateway.http).get(`${path.slice(0, -1)}`);
  expect(unknown.statusCode).toBe(404);
  expect(unknown.body).toContain('copy the whole address');
});

test('a link cannot be pressed from somewhere else', async () => {
  const path = await freshLink();
  expect((await new Visitor(gateway.http).request('POST', path, {})).statusCode).toBe(403);
  expect((await new Visitor(gateway.http).get(path)).statusCode).toBe(200);
});

test('without a session the partner center is closed, and a forged cookie opens nothing', async () => {
  const stranger = new Visitor(gateway.http);
  const closed = await stranger.get('/partner');
  expect(closed.statusCode).toBe(401);
  expect(closed.body).toContain('Please sign in');
  expect(closed.body).toContain('href="/partner/sign-in"');
  stranger.cookies['mapwright'] = 'bm90aGluZw==;bm90aGluZw==';
  expect((await stranger.get('/partner')).statusCode).toBe(401);
});

test('signing out closes the partner center on this device; a stranger cannot do it for you', async () => {
  const partner = new Visitor(gateway.http);
  await partner.submit(await freshLink(), {});
  expect((await partner.request('POST', '/partner/sign-out', {})).statusCode).toBe(403);
  const out = await partner.submit('/partner', {}, '/partner/sign-out');
  expect([out.statusCode, out.headers.location]).toEqual([303, '/signed-out']);
  expect((await partner.get('/signed-out')).body).toContain('You are signed out');
  expect((await partner.get('/partner')).statusCode).toBe(401);
});

test('the partner center shows figures, own links, milestones and sales, with markup as text', async () => {
  const sale = { partner: { contactId }, currency: 'USD', at: START };
  await recordSale(gateway.partners, { ...sale, id: 's-1', amount: '11000.00', product: 'Kit <1>' });
  await recordSale(gateway.partners, { ...sale, id: 's-2', amount: '100.00', kind: 'recurring' });
  await recordRefund(gateway.partners, { id: 'r-1', sale: 's-2', amount: '40' });
  const milestones = { 'total-sales': [500_000, 1_000_000], sales: [1], gone: [7] };
  const memory = {
    sequence: 9,
    entry: 9,
    revision: 1,
    maps: { 'partner-welcome': { once: [], milestones } },
  };
  await transact(gateway.partners.db, (trx) =>
    writeRunRecord(trx, contactId, { memory, positions: [] }, START),
  );

  const partner = new Visitor(gateway.http);
  await partner.submit(await freshLink(), {});
  const { body } = await partner.get('/partner');
  expect(body).toContain('Hello, &lt;b&gt;Ada&lt;/b&gt;');
  expect(body.match(/<dd>[^<]+/g)).toEqual(['<dd>$11,060.00', '<dd>1', '<dd>$2,212.00']);
  expect(body).toMatch(
    /<code data-copy="Pricing">https:\/\/acme\.example\/pricing\?plan=team&amp;ref=[0-9A-Z]{8}<\/code>/,
  );
  expect(body.match(/<li>[^<]+<\/li>/g)).toEqual([
    '<li>$5,000 in sales</li>',
    '<li>$10,000 in sales</li>',
    '<li>1 sale</li>',
  ]);
  expect(body.match(/<strong>[^<]+<\/strong><\/p>|<p class="under">[^<]+/g)).toEqual([
    '<strong>$25,000 in sales</strong></p>',
    '<p class="under">$13,940 in sales to go',
    '<strong>10 sales</strong></p>',
    '<p class="under">9 sales to go',
  ]);
  expect(body).toContain('<time datetime="2026-01-05T09:00:00.000Z">Jan 5, 2026</time>');
  expect(body).toContain('Kit &lt;1&gt;');
  expect(body).toMatch(/Refund: Recurring payment[^]*-\$40\.00[^]*-\$8\.00/);
});

test('money and dates are written as the contact is used to', async () => {
  await gateway.partners.db
    .updateTable('contacts')
    .set({ locale: 'de-DE', time_zone: 'Pacific/Auckland' })
    .where('id', '=', contactId)
    .execute();
  const partner = new Visitor(gateway.http);
  await partner.submit(await freshLink(), {});
  const { body } = await partner.get('/partner');
  expect(body).toContain('<dd>11.060,00\u00a0$</dd>');
  expect(body).toContain('>05.01.2026</time>');
});

test('the session cookie is sealed, HttpOnly and SameSite=Lax, and a login token never reaches the log', async () => {
  const path = await freshLink();
  const opened = await new Visitor(gateway.http).submit(path, {});
  const cookie = opened.cookies.find(({ name }) => name === 'mapwright');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(cookie).not.toHaveProperty('secure');
  expect(Buffer.from(decodeURIComponent(cookie?.value ?? ''), 'base64').toString()).not.toContain(contactId);
  expect(gateway.log()).toContain('"route":"/login/:token"');
  expect(gateway.log()).not.toContain(path.slice('/login/'.length));
});

test('with an https address cookies are Secure and bound to the host', async () => {
  const https = await startTestGateway({ publicUrl: 'https://partners.acme.example' });
  try {
    const contact = await addPartner(https, { email: 'ada@example.com' });
    const visitor = new Visitor(https.http);
    const opened = await visitor.submit(await loginPath(https, contact.id), {});
    expect(opened.cookies).toMatchObject([
      { name: '__Host-mapwright', secure: true, httpOnly: true, path: '/' },
    ]);
    expect(opened.headers['strict-transport-security']).toContain('max-age=');
    expect((await visitor.get('/partner')).statusCode).toBe(200);
  } finally {
    await https.close();
  }
});
