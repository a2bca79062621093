import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT, startIdentityProvider, type IdentityProvider } from './identity-provider.ts';
import { START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

const CALLBACK = 'http://127.0.0.1:8080/console/openid/callback';
const ACCOUNTS = {
  kim: { email: 'KIM@example.com', email_verified: true },
  unverified: { email: 'kim@example.com', email_verified: false },
  careless: { email: 'kim@example.com' },
  text: { email: 'kim@example.com', email_verified: 'true' },
  nameless: {},
  eve: { email: 'eve@example.com', email_verified: true },
};

let provider: IdentityProvider;
let gateway: TestGateway;
let visitor: Visitor;

beforeAll(async () => {
  provider = await startIdentityProvider(CALLBACK, ACCOUNTS);
  gateway = await startTestGateway({ openId: { issuer: provider.issuer, ...CLIENT } });
});
beforeEach(() => {
  visitor = new Visitor(gateway.http);
  provider.person.account = 'kim';
  gateway.clock.now = START;
});
afterAll(async () => {
  await gateway.close();
  await provider.close();
});

/** Presses the link of the sign-in page; answers with where the browser is sent. */
async function begin(who = visitor): Promise<URL> {
  const { statusCode, headers } = await who.get('/console/openid');
  expect(statusCode).toBe(303);
  return new URL(String(headers.location));
}

/** Comes back from the provider, as whoever is at the keyboard there. */
async function comeBack(url: URL, who = visitor) {
  const back = await provider.follow(url.href);
  expect(back.startsWith(`${CALLBACK}?`)).toBe(true);
  const { pathname, search } = new URL(back);
  return who.get(pathname + search);
}

const isSignedIn = async () => (await visitor.get('/console')).statusCode === 200;

test('the sign-in page offers it beside the link, where a provider is configured', async () => {
  const { body } = await visitor.get('/console/sign-in');
  expect(body).toContain(`href="/console/openid">Sign in with ${new URL(provider.issuer).host}</a>`);
  expect(body).toContain('Send me a link');
  const bare = await startTestGateway();
  const other = new Visitor(bare.http);
  expect((await other.get('/console/sign-in')).body).not.toContain('/console/openid');
  expect((await other.get('/console/openid')).statusCode).toBe(404);
  await bare.close();
});

test('whose verified address belongs to a team is signed in, by code, PKCE, state and nonce', async () => {
  const url = await begin();
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: CLIENT.clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid email',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  const answer = await comeBack(url);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/console']);
  expect((await visitor.get('/console')).body).toContain('<span>kim@example.com</span>');
});

test('a provider that puts the address into the ID token does as well', async () => {
  const other = await startIdentityProvider(CALLBACK, ACCOUNTS, { inIdToken: true });
  const own = await startTestGateway({ openId: { issuer: other.issuer, ...CLIENT } });
  other.person.account = 'kim';
  const who = new Visitor(own.http);
  const { headers } = await who.get('/console/openid');
  const { pathname, search } = new URL(await other.follow(String(headers.location)));
  expect((await who.get(pathname + search)).headers.location).toBe('/console');
  await own.close();
  await other.close();
});

test.each([
  ['unverified', 'is not verified'],
  ['careless', 'is not verified'],
  ['text', 'is not verified'],
  ['nameless', 'is not verified'],
  ['eve', 'belong to no team'],
])('%s is told why, and is not signed in', async (account, words) => {
  provider.person.account = account;
  const answer = await comeBack(await begin());
  expect([answer.statusCode, answer.body.includes(words)]).toEqual([403, true]);
  expect(await isSignedIn()).toBe(false);
});

test('who stops at the provider comes back to the sign-in', async () => {
  provider.person.account = undefined;
  const answer = await comeBack(await begin());
  expect([answer.statusCode, answer.body.includes('You were not signed in')]).toEqual([403, true]);
});

test.each(['state', 'nonce', 'code_challenge'])('an answer to another %s is not believed', async (name) => {
  const url = await begin();
  url.searchParams.set(name, 'x'.repeat(43));
  const answer = await comeBack(url);
  expect([answer.statusCode, await isSignedIn()]).toEqual([502, false]);
});

test('an answer is worth nothing in another browser, a second time, or after ten minutes', async () => {
  const url = await begin();
  const back = new URL(await provider.follow(url.href));
  const stranger = await new Visitor(gateway.http).get(back.pathname + back.search);
  expect([stranger.statusCode, stranger.body.includes('cannot be finished here')]).toEqual([400, true]);
  gateway.clock.now += 10 * 60_000;
  expect((await visitor.get(back.pathname + back.search)).statusCode).toBe(400);
  gateway.clock.now = START;
  expect((await visitor.get(back.pathname + back.search)).statusCode).toBe(400);
  expect(await isSignedIn()).toBe(false);
  await comeBack(await begin());
  expect((await visitor.get(back.pathname + back.search)).statusCode).toBe(400);
});

test.each(['', '?code=x', '?error=access_denied', '?state=x&code=y', '?code=a&code=b'])(
  'a made-up answer (%s) signs nobody in',
  async (query) => {
    await begin();
    const answer = await visitor.get(`/console/openid/callback${query}`);
    expect(answer.statusCode).toBe(502);
    expect(await isSignedIn()).toBe(false);
  },
);

test('a wrong client secret is a failure on our side, told in the log without anybody’s address', async () => {
  const openId = { issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: 'another one' };
  const own = await startTestGateway({ openId });
  const who = new Visitor(own.http);
  expect((await comeBack(await begin(who), who)).statusCode).toBe(502);
  expect(own.log()).toContain('a sign-in by OpenID Connect failed');
  expect(own.log()).not.toMatch(/example\.com|another one|code=/i);
  await own.close();
});

test('a provider that is away is told as such, and is asked again by the next person', async () => {
  const first = await startIdentityProvider(CALLBACK, ACCOUNTS);
  const { issuer } = first;
  await first.close();
  const own = await startTestGateway({ openId: { issuer, ...CLIENT } });
  const who = new Visitor(own.http);
  const away = await who.get('/console/openid');
  expect([away.statusCode, away.body.includes('could not be used')]).toEqual([502, true]);
  const again = await startIdentityProvider(CALLBACK, ACCOUNTS, { port: Number(new URL(issuer).port) });
  expect((await who.get('/console/openid')).statusCode).toBe(303);
  await again.close();
  await own.close();
});

test('the log names nobody', () => {
  expect(gateway.log()).toContain('"route":"/console/openid/callback"');
  expect(gateway.log()).not.toMatch(/example\.com|code=|state=/i);
});
