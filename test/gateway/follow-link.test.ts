import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { SETTINGS } from './settings.ts';
import { addPartner, loginPath, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let code: string;

/** The settings with rules for whom a sale counts. */
function withRules(gateway: TestGateway): void {
  const settings = structuredClone(SETTINGS);
  Object.assign(settings.programs['main'] ?? {}, { attribution: { cookie: { days: 90 }, credit: 'last' } });
  gateway.partners.settings = () => settings;
}

beforeAll(async () => {
  gateway = await startTestGateway();
  withRules(gateway);
  code = (await addPartner(gateway, { email: 'ada@example.com' })).enrolments[0]?.referralCode ?? '';
});
afterAll(() => gateway.close());

async function visitors(): Promise<string[]> {
  const clicks = await gateway.partners.db.selectFrom('link_clicks').select('visitor').execute();
  return clicks.map(({ visitor }) => visitor);
}

test('the visitor is led on, and known again by a cookie of our own that holds nothing else', async () => {
  const visitor = new Visitor(gateway.http);
  const first = await visitor.get(`/r/main/${code}`);
  expect([first.statusCode, first.headers['cache-control']]).toEqual([302, 'no-store']);
  expect(first.headers.location).toMatch(new RegExp(`^https://acme\\.example/\\?ref=${code}&click=[\\w-]+$`));
  const cookie = first.cookies.find(({ name }) => name === 'mapwright-visitor');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 90 * 24 * 3600 });
  const pricing = encodeURIComponent('https://acme.example/pricing?plan=team');
  const second = await visitor.get(`/r/${code}?to=${pricing}`);
  expect(second.headers.location).toMatch(/^https:\/\/acme\.example\/pricing\?plan=team&ref=/);
  const [one, two] = await visitors();
  expect([one, two]).toEqual([cookie?.value, cookie?.value]);
});

test('a cookie that is not ours makes a new visitor', async () => {
  const visitor = new Visitor(gateway.http);
  visitor.cookies['mapwright-visitor'] = 'x';
  await visitor.get(`/r/main/${code}`);
  expect(visitor.cookies['mapwright-visitor']).toMatch(/^[\w-]{36}$/);
});

test('over https the cookie is bound to the host', async () => {
  const secure = await startTestGateway({ publicUrl: 'https://partners.acme.example' });
  withRules(secure);
  const partner = await addPartner(secure, { email: 'ada@example.com' });
  const answer = await new Visitor(secure.http).get(`/r/main/${partner.enrolments[0]?.referralCode}`);
  expect(answer.cookies).toContainEqual(
    expect.objectContaining({ name: '__Host-mapwright-visitor', secure: true }),
  );
  await secure.close();
});

test.each([
  `/r/main/${'CODE'}?to=https://evil.example/`,
  `/r/main/${'CODE'}?to=https://evil.example/&to=https://acme.example/`,
  `/r/main/NOBODY?to=https://evil.example/`,
])('%s leads to nobody else’s page', async (path) => {
  const { statusCode, headers } = await new Visitor(gateway.http).get(path.replace('CODE', code));
  expect(statusCode).toBe(302);
  expect(new URL(headers.location ?? '').host).toBe('acme.example');
});

test('a head request and a browser that fetches ahead leave no visit', async () => {
  const before = await visitors();
  const url = `/r/main/${code}`;
  const ahead = { 'sec-purpose': 'prefetch;prerender' };
  for (const request of [{ method: 'HEAD', url } as const, { method: 'GET', url, headers: ahead } as const]) {
    const answer = await gateway.http.inject(request);
    expect([answer.statusCode, answer.cookies]).toEqual([302, []]);
  }
  expect(await visitors()).toEqual(before);
});

test('a link that is nobody’s says so, or leads to the program’s page', async () => {
  const visitor = new Visitor(gateway.http);
  for (const path of ['/r/NOBODY', `/r/other/${code}`, '/r/__proto__/x']) {
    const { statusCode, body } = await visitor.get(path);
    expect([statusCode, body.includes('This link leads nowhere')]).toEqual([404, true]);
  }
  expect((await visitor.get('/r/main/NOBODY')).headers.location).toBe('https://acme.example/');
});

test('the partner center shows the links that count', async () => {
  const id = (await findContact(gateway.partners, 'ada@example.com'))?.id ?? '';
  const visitor = new Visitor(gateway.http);
  await visitor.submit(await loginPath(gateway, id), {});
  expect((await visitor.get('/partner')).body).toContain(`http://127.0.0.1:8080/r/main/${code}</code>`);
});

test('codes and visitors stay out of the log', async () => {
  expect(gateway.log()).toContain('"route":"/r/:program/:code"');
  for (const text of [code, ...(await visitors())]) expect(gateway.log()).not.toContain(text);
});
