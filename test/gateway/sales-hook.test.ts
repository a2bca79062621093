import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partnerView } from '../../src/partners/partner-view.ts';
import { send, signed } from './sign-webhook.ts';
import { addPartner, START, startTestGateway, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let contactId: string;
let referralCode: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  const contact = await addPartner(gateway, { email: 'ada@example.com', firstName: 'Ada' });
  contactId = contact.id;
  referralCode = contact.enrolments[0]?.referralCode ?? '';
});
afterAll(() => gateway.close());

const SALE = {
  type: 'sale.recorded',
  id: 'bad-1',
  partner: { email: 'ada@example.com' },
  amount: '1100.00',
  currency: 'USD',
};
const REFUND = { type: 'sale.refunded', id: 'bad-2', sale: 'kept' };

async function totals(): Promise<{ totalSales: number | undefined; numberOfSales: number | undefined }> {
  const view = await partnerView(gateway.partners, contactId, 'main');
  return { totalSales: view?.totalSales, numberOfSales: view?.numberOfSales };
}

test('a new sale is 202 and wakes the dispatcher, the same again 200, another one under its id 409', async () => {
  const sale = {
    ...SALE,
    id: 'kept',
    kind: 'first',
    product: 'starter-kit',
    at: '2026-01-05T08:00:00+01:00',
  };
  const woken = gateway.wakes();
  const first = await send(gateway.http, sale, START);
  expect([first.statusCode, first.json()]).toEqual([202, { status: 'recorded', id: 'kept' }]);
  expect(gateway.wakes()).toBe(woken + 1);
  for (let repetition = 0; repetition < 9; repetition += 1) {
    const again = await send(gateway.http, sale, START + 60_000);
    expect([again.statusCode, again.json()]).toEqual([200, { status: 'duplicate', id: 'kept' }]);
  }
  const other = await send(gateway.http, { ...sale, amount: '1.00' }, START);
  expect(other.statusCode).toBe(409);
  expect(other.json()).toMatchObject({ status: 409, type: 'https://mapwright.dev/problems/conflict' });
  expect(other.json().detail).toContain('“kept”');
  expect(await totals()).toEqual({ totalSales: 110_000, numberOfSales: 1 });
});

test.each([
  ['contact id', () => ({ contactId })],
  ['referral code', () => ({ referralCode })],
])('a partner can be named by %s, amounts can be numbers, and a refund takes back', async (name, partner) => {
  const before = await totals();
  const sale = await send(gateway.http, { ...SALE, id: name, partner: partner(), amount: 10.5 }, START);
  expect(sale.statusCode).toBe(202);
  const refund = { type: 'sale.refunded', id: `${name} back`, sale: name, amount: '0.50', currency: 'USD' };
  expect((await send(gateway.http, refund, START)).statusCode).toBe(202);
  expect((await send(gateway.http, { ...REFUND, id: `${name} rest`, sale: name }, START)).statusCode).toBe(
    202,
  );
  expect(await totals()).toEqual(before);
});

const HUGE = JSON.stringify({ ...SALE, product: 'x'.repeat(1024 * 1024) });

/** What is sent, the status, the pointers of `errors`, and words of the detail. */
const BAD: [what: string, body: object | string, status: number, pointers: string[], words: string][] = [
  ['a negative amount', { ...SALE, amount: '-5.00' }, 422, ['/amount'], 'not above zero'],
  ['no money at all', { ...SALE, amount: 0 }, 422, ['/amount'], 'not above zero'],
  ['another currency', { ...SALE, currency: 'EUR' }, 422, ['/currency'], 'Send the amount in USD'],
  [
    'an unknown partner',
    { ...SALE, partner: { email: 'eve@example.com' } },
    422,
    ['/partner'],
    'nobody with this email address',
  ],
  ['an unknown program', { ...SALE, program: 'mian' }, 422, ['/program'], 'Use one of: closed, main, studio'],
  ['too many decimals', { ...SALE, amount: '1.005' }, 422, ['/amount'], 'has 3 decimals, but USD has 2'],
  ['too many decimals in a number', { ...SALE, amount: 1.005 }, 422, ['/amount'], 'has 3 decimals'],
  [
    'an amount with a comma',
    { ...SALE, amount: '1,100.00' },
    422,
    ['/amount'],
    'an amount in major units, such as "1100.00"',
  ],
  [
    'a refund of an unknown sale',
    { ...REFUND, sale: 'never' },
    422,
    ['/sale'],
    'no sale “never” was recorded',
  ],
  ['a refund above the sale', { ...REFUND, amount: '1100.01' }, 422, ['/amount'], 'only 1100.00 USD'],
  [
    'missing fields',
    { type: 'sale.recorded' },
    422,
    ['/id', '/partner', '/amount', '/currency'],
    '/currency is missing',
  ],
  ['a refund without its sale', { type: 'sale.refunded', id: 'r' }, 422, ['/sale'], '/sale is missing'],
  [
    'an unknown type',
    { ...SALE, type: 'sale.paid' },
    422,
    ['/type'],
    'the types are sale.recorded and sale.refunded',
  ],
  ['no type', { id: 'x' }, 422, ['/type'], 'is missing; the types are'],
  ['unknown keys', { ...SALE, 'a/b': 1 }, 422, ['/a~1b'], 'is not a key that is known here'],
  [
    'a partner named twice',
    { ...SALE, partner: { contactId: 'c', email: 'e' } },
    422,
    ['/partner'],
    'exactly one of',
  ],
  [
    'an unknown kind',
    { ...SALE, kind: 'once' },
    422,
    ['/kind'],
    'one of "first", "recurring" and "instalment"',
  ],
  ['a time without offset', { ...SALE, at: '2026-01-05 09:00' }, 422, ['/at'], 'a time with its offset'],
  ['a leap second', { ...SALE, at: '2016-12-31T23:59:60Z' }, 422, ['/at'], 'does not exist'],
  ['a list', [SALE], 422, [''], 'must be a JSON object'],
  ['another currency', { ...SALE, currency: 'EUR' }, 422, ['/currency'], 'how many USD one EUR is worth'],
  ['a rate for nothing', { ...SALE, exchangeRate: '2' }, 422, ['/exchangeRate'], 'Leave the rate out'],
  ['a rate in words', { ...SALE, exchangeRate: 'x' }, 422, ['/exchangeRate'], 'such as "1.0832"'],
  ['no such first sale', { ...SALE, kind: 'recurring', firstSale: 'x' }, 422, ['/firstSale'], 'no sale “x”'],
  ['a chargeback in words', { ...REFUND, chargeback: 'yes' }, 422, ['/chargeback'], 'true where the bank'],
  ['an id that no database stores', { ...SALE, id: 'a\0b' }, 422, ['/id'], 'on one line'],
  ['half a character', { ...SALE, product: 'kit \ud83d' }, 422, ['/product'], 'on one line'],
  ['malformed JSON', '{"type":\n "sale.recorded",}', 400, [], 'line 2, column 18 (character 27)'],
  ['an empty body', '', 400, [], 'something is missing'],
  ['a body of 1 MB', HUGE, 413, [], 'at most 256 KiB'],
];

test('another currency with its rate, a payment that belongs to it, and a chargeback are recorded', async () => {
  const before = await totals();
  const abroad = { ...SALE, id: 'abroad', amount: '10.00', currency: 'EUR', exchangeRate: '1.25' };
  const later = { ...SALE, id: 'later', amount: '5.00', kind: 'recurring', firstSale: 'abroad' };
  const chargeback = { ...REFUND, id: 'back', sale: 'abroad', chargeback: true };
  for (const body of [abroad, later, chargeback])
    expect((await send(gateway.http, body, START)).statusCode).toBe(202);
  expect(await totals()).toEqual({
    totalSales: (before.totalSales ?? 0) + 500,
    numberOfSales: before.numberOfSales,
  });
});

test.each(BAD)('%s is refused with a clear answer', async (_what, body, status, pointers, words) => {
  const before = await totals();
  const woken = gateway.wakes();
  const answer = await send(gateway.http, body, START);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = answer.json();
  expect(problem).toMatchObject({
    status,
    title: expect.any(String),
    type: expect.stringMatching(/^https:\/\/.+\/problems\/./),
  });
  expect(problem.detail).toContain(words);
  expect((problem.errors ?? []).map((error: { pointer: string }) => error.pointer)).toEqual(pointers);
  expect(await totals()).toEqual(before);
  expect(gateway.wakes()).toBe(woken);
});

const BODY = JSON.stringify(SALE);
const OTHER_SECRET = `whsec_${Buffer.from('somebody else').toString('base64')}`;

const DOUBTFUL: [what: string, headers: Record<string, string>, words: string][] = [
  ['another secret', signed(BODY, START, OTHER_SECRET), 'No signature matches'],
  ['the signature of another body', signed('{}', START), 'No signature matches'],
  ['a message of 6 minutes ago', signed(BODY, START - 6 * 60_000), 'older than 5 minutes'],
  ['a message of the future', signed(BODY, START + 6 * 60_000), 'newer than 5 minutes'],
  [
    'a moved timestamp',
    { ...signed(BODY, START - 600_000), 'webhook-timestamp': `${START / 1000}` },
    'No signature matches',
  ],
  ['a timestamp in words', { ...signed(BODY, START), 'webhook-timestamp': 'now' }, 'whole seconds'],
  ['no signature', { 'content-type': 'application/json' }, 'all required'],
];

test.each(DOUBTFUL)('%s is 401', async (_what, headers, words) => {
  const answer = await gateway.http.inject({ method: 'POST', url: '/hooks/sales', headers, payload: BODY });
  expect(answer.statusCode).toBe(401);
  expect(answer.json().detail).toContain(words);
});

test('one matching signature among several is enough, while a secret is being changed', async () => {
  const headers = signed(BODY, START);
  const several = `${signed(BODY, START, OTHER_SECRET)['webhook-signature']} ${headers['webhook-signature']}`;
  const answer = await gateway.http.inject({
    method: 'POST',
    url: '/hooks/sales',
    headers: { ...headers, 'webhook-signature': several },
    payload: BODY,
  });
  expect(answer.statusCode).toBe(202);
});

test('a body of another type is 415', async () => {
  const answer = await gateway.http.inject({
    method: 'POST',
    url: '/hooks/sales',
    headers: { ...signed(BODY, START), 'content-type': 'text/plain' },
    payload: BODY,
  });
  expect([answer.statusCode, answer.json().status]).toEqual([415, 415]);
  expect(answer.json().detail).toContain('application/json');
});

test('a compressed body is 415, and not a signature that is wrong', async () => {
  const answer = await gateway.http.inject({
    method: 'POST',
    url: '/hooks/sales',
    headers: { ...signed(BODY, START), 'content-encoding': 'gzip' },
    payload: gzipSync(BODY),
  });
  expect([answer.statusCode, answer.json().title]).toEqual([415, 'The body is compressed']);
});

test('the log names neither people nor what was sent', () => {
  expect(gateway.log()).toContain('"route":"/hooks/sales"');
  expect(gateway.log()).not.toMatch(/example\.com|Ada|1100|msg_1/);
});
