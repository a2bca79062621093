import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { SETTINGS } from './settings.ts';
import { signIn } from './story.ts';
import { addPartner, loginPath, START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let visitor: Visitor;

beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  visitor = new Visitor(gateway.http);
});
afterEach(() => {
  gateway.clock.now = START;
});
afterAll(() => gateway.close());

const askFor = (email: string) => visitor.submit('/console/sign-in', { email });

async function linkPath(address = 'kim@example.com'): Promise<string> {
  return new URL(await mintConsoleLink(gateway.partners, address)).pathname;
}

test('whoever asks gets the same answer; only people of a team get a mail', async () => {
  const answers = [];
  for (const email of [
    'kim@example.com',
    ' KIM@example.com',
    'eve@example.com',
    'kim@example.com.evil.example',
  ])
    answers.push(await askFor(email));
  expect(answers.map(({ statusCode, headers, body }) => [statusCode, headers.location, body])).toEqual(
    answers.map(() => [303, '/console/link-sent', '']),
  );
  expect((await visitor.get('/console/link-sent')).body).toContain('If this address belongs to a team');
  await vi.waitFor(() => expect(gateway.mailed).toHaveLength(2));
  expect(gateway.mailed.map(({ url }) => url)).toEqual([
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:8080\/console\/sign-in\/[\w-]{43}$/),
    expect.stringMatching(/\/console\/sign-in\//),
  ]);
  const { body } = await visitor.get(new URL(gateway.mailed[0]?.url ?? '').pathname);
  expect(body).toContain('Open the approval console');
});

test.each([
  ['nothing', {}],
  ['no address', { email: 'kim' }],
  ['two addresses', { email: 'kim@example.com, eve@example.com' }],
  ['a line break', { email: 'kim@example.com\r\nBcc: eve@example.com' }],
  ['a very long one', { email: `${'k'.repeat(300)}@example.com` }],
])('%s is told at the field, with what was typed', async (_what, form) => {
  const before = gateway.mailed.length;
  const busy = await startTestGateway();
  const answer = await new Visitor(busy.http).submit('/console/sign-in', form);
  await busy.close();
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toMatch(/<title>Error: Sign in/);
  expect(answer.body).toMatch(/id="field-email-error">.*Please write your email address/);
  expect(gateway.mailed).toHaveLength(before);
});

test('a mail server that is away is told in the log, and to nobody else', async () => {
  const broken = await startTestGateway({
    sendSignInLink: () => Promise.reject(new Error('the mail server is away')),
  });
  const answer = await new Visitor(broken.http).submit('/console/sign-in', { email: 'kim@example.com' });
  expect(answer.headers.location).toBe('/console/link-sent');
  await vi.waitFor(() => expect(broken.log()).toContain('the mail server is away'));
  expect(broken.log()).not.toMatch(/kim@|sign-in\/[\w-]{20}/i);
  await broken.close();
});

test('ten requests a minute are taken from one network address', async () => {
  const busy = await startTestGateway();
  const statuses = [];
  for (let i = 0; i < 11; i += 1)
    statuses.push((await new Visitor(busy.http).request('POST', '/console/sign-in', {})).statusCode);
  await busy.close();
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
});

test('looking at a link does not use it up; the button does, once', async () => {
  const path = await linkPath();
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    expect((await visitor.request(method, path)).statusCode).toBe(200);
  const opened = await visitor.submit(path, {});
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/console']);
  expect((await visitor.get('/console')).body).toContain('kim@example.com');
  expect((await visitor.get(path)).headers.location).toBe('/console');
  const stranger = await new Visitor(gateway.http).get(path);
  expect([stranger.statusCode, stranger.body.includes('has been used')]).toEqual([410, true]);
  expect((await visitor.submit('/console/sign-in', {}, path)).statusCode).toBe(410);
});

test.each([
  [
    'expired',
    async () => {
      const path = await linkPath();
      gateway.clock.now += 15 * 60_000;
      return path;
    },
    410,
  ],
  ['cut off', async () => (await linkPath()).slice(0, -1), 404],
  ['made up', () => Promise.resolve('/console/sign-in/constructor'), 404],
] as const)('a link that is %s says how to get another', async (_what, path, status) => {
  const answer = await visitor.get(await path());
  expect([answer.statusCode, answer.body.includes('href="/console/sign-in"')]).toEqual([status, true]);
});

test('a link cannot be pressed from somewhere else, and nobody can be signed out from there', async () => {
  const path = await linkPath();
  expect((await visitor.request('POST', path, {})).statusCode).toBe(403);
  const kim = await signIn(gateway);
  expect((await kim.request('POST', '/console/sign-out', {})).statusCode).toBe(403);
  expect((await kim.get('/console')).statusCode).toBe(200);
  const out = await kim.submit('/console', {}, '/console/sign-out');
  expect([out.statusCode, out.headers.location]).toEqual([303, '/console/sign-in']);
  expect((await kim.get('/console')).headers.location).toBe('/console/sign-in');
});

test('partner and console have sessions of their own: one is worth nothing as the other', async () => {
  const ada = await addPartner(gateway, { email: 'ada@example.com' });
  await visitor.submit(await loginPath(gateway, ada.id), {});
  visitor.cookies['mapwright-console'] = visitor.cookies['mapwright'] ?? '';
  expect((await visitor.get('/console')).headers.location).toBe('/console/sign-in');
  const kim = await signIn(gateway);
  kim.cookies['mapwright'] = kim.cookies['mapwright-console'] ?? '';
  expect((await kim.get('/partner')).statusCode).toBe(401);
});

test('the cookie lasts a working day, HttpOnly and SameSite=Lax, and names nobody', async () => {
  const opened = await visitor.submit(await linkPath(), {});
  const cookie = opened.cookies.find(({ name }) => name === 'mapwright-console');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 12 * 60 * 60 });
  expect(Buffer.from(decodeURIComponent(cookie?.value ?? ''), 'base64').toString()).not.toContain('kim');
});

test('who is taken off all teams is out at once', async () => {
  const teams = { 'partner-managers': ['kim@example.com'] };
  const settings = { ...SETTINGS, sending: { ...SETTINGS.sending, teams } };
  const own = await startTestGateway();
  own.partners.settings = () => settings;
  const kim = await signIn(own);
  expect((await kim.get('/console')).statusCode).toBe(200);
  teams['partner-managers'] = ['lee@example.com'];
  expect((await kim.get('/console')).headers.location).toBe('/console/sign-in');
  await own.close();
});

test('tokens and addresses stay out of the log', () => {
  expect(gateway.log()).toContain('"route":"/console/sign-in/:token"');
  expect(gateway.log()).not.toMatch(/kim@|eve@|sign-in\/[\w-]{20}/i);
});
