import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { apply, ask, hrefOf, signIn } from './story.ts';
import { START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

const DAY = 86_400_000;

let gateway: TestGateway;
let kim: Visitor;

beforeAll(async () => {
  gateway = await startTestGateway();
  kim = await signIn(gateway);
});
afterAll(() => gateway.close());

/** Somebody whose application waits. */
async function applicant(email: string, firstName = 'Ada'): Promise<string> {
  const id = await apply(gateway.partners, { email, firstName, website: 'https://site.example/a?b&c' });
  await ask(gateway.partners, id);
  return id;
}

const pathOf = (id: string, entry: number | string = 1) =>
  `/console/approvals/${id}/partner-welcome/${entry}`;
const statusOf = async (id: string) => (await findContact(gateway.partners, id))?.enrolments[0];

test('an application shows who, since when, program, map and the form, with markup as text', async () => {
  const id = await applicant('ada@example.com', '<b>Ada</b>');
  gateway.clock.now = START + 2 * DAY;
  const { body } = await kim.get('/console');
  gateway.clock.now = START;
  expect(body).toContain(`<a href="/console/contacts/${id}">&lt;b&gt;Ada&lt;/b&gt;</a>`);
  expect(body).toContain('2 days ago');
  expect(body).toContain('<time datetime="2026-01-05T09:00:00.000Z">Jan 5, 2026, 9:00 AM UTC</time>');
  expect(body).toContain('Acme partners');
  expect(body).toContain('Sign-up and welcome');
  expect(body).toMatch(
    /<dt>Website<\/dt>\s*<dd><a href="https:\/\/site\.example\/a\?b&amp;c" rel="noopener noreferrer nofollow">/,
  );
  expect(body).not.toMatch(/<script|style="|onclick/);
});

test('approving: row, status, event and dispatcher; the page says what was decided', async () => {
  const id = await applicant('grace@example.com', 'Grace');
  const woken = gateway.wakes();
  const answer = await kim.submit('/console', { outcome: 'approved' }, pathOf(id));
  expect(answer.statusCode).toBe(303);
  expect(gateway.wakes()).toBe(woken + 1);
  expect(await statusOf(id)).toMatchObject({ status: 'approved' });
  const { body } = await kim.get(String(answer.headers.location));
  expect(body).toMatch(/role="status">\s*<a href="[^"]+">Grace<\/a>:\s*Approved by you/);
  const facts = await gateway.partners.db
    .selectFrom('outbox')
    .select('data')
    .where('contact_id', '=', id)
    .where('type', '=', 'approval-decided')
    .execute();
  expect(facts.map(({ data }) => JSON.parse(data))).toMatchObject([
    { outcome: 'approved', by: 'kim@example.com', map: 'partner-welcome', entry: 1 },
  ]);
});

test('rejecting with a reason, or without one', async () => {
  const [one, two] = [await applicant('r1@example.com'), await applicant('r2@example.com')];
  await kim.submit('/console', { outcome: 'rejected', reason: ' No <website>\r\nyet ' }, pathOf(one));
  await kim.submit('/console', { outcome: 'rejected', reason: '  ' }, pathOf(two));
  expect(await statusOf(one)).toMatchObject({ status: 'rejected', rejectedReason: 'No <website>\nyet' });
  expect(await statusOf(two)).toMatchObject({ status: 'rejected', rejectedReason: null });
  expect((await kim.get('/console')).body).toContain('<q>No &lt;website&gt;\nyet</q>');
});

test('who comes second is told who was first and when, and nothing changes', async () => {
  const id = await applicant('late@example.com');
  const lee = await signIn(gateway, 'lee@example.com');
  const presses = await Promise.all([
    kim.submit('/console', { outcome: 'approved' }, pathOf(id)),
    lee.submit('/console', { outcome: 'rejected' }, pathOf(id)),
  ]);
  const late = presses.filter(({ headers }) => String(headers.location).endsWith('&late=1'));
  expect(late).toHaveLength(1);
  const { body } = await (late[0] === presses[0] ? kim : lee).get(String(late[0]?.headers.location));
  expect(body).toContain('This was decided before, and that decision stands.');
  expect(body).toMatch(/(Approved by kim|Rejected by lee)@example\.com,\s*<time datetime="2026-01-05T/);
});

test('each team sees and decides its own applications only', async () => {
  const id = await apply(gateway.partners, { email: 'studio@example.com' }, 'studio');
  await ask(gateway.partners, id, { team: 'studio-team', program: 'studio' });
  expect((await kim.get('/console')).body).not.toContain('studio@example.com');
  const refused = await kim.submit('/console', { outcome: 'approved' }, pathOf(id));
  expect([refused.statusCode, (await statusOf(id))?.status]).toEqual([404, 'applied']);
  expect(
    (await kim.get(`/console?about=${encodeURIComponent(`${id} partner-welcome 1`)}`)).body,
  ).not.toContain(id);

  const sam = await signIn(gateway, 'sam@example.com');
  const { body } = await sam.get('/console');
  expect(body).toContain('studio@example.com');
  expect(body).not.toContain('grace@example.com');
  // The studio's program is Japanese, and so are its times.
  expect(body).toContain('2026年1月5日');
  await sam.submit('/console', { outcome: 'approved' }, pathOf(id));
  expect((await statusOf(id))?.status).toBe('approved');
});

test.each<[string, (id: string) => string, Record<string, string>, number, string]>([
  ['no outcome', pathOf, {}, 422, 'says neither'],
  ['another outcome', pathOf, { outcome: 'expired' }, 422, 'says neither'],
  [
    'a reason beyond all measure',
    pathOf,
    { outcome: 'rejected', reason: 'x'.repeat(1_001) },
    422,
    '1001 characters',
  ],
  ['an unknown contact', () => pathOf('c_nobody'), { outcome: 'approved' }, 404, 'no such application'],
  [
    'an address instead of the id',
    () => pathOf('bad@example.com'),
    { outcome: 'approved' },
    404,
    'no such application',
  ],
  ['another entry', (id) => pathOf(id, 2), { outcome: 'approved' }, 404, 'no such application'],
  [
    'an entry that is no number',
    (id) => pathOf(id, '1.0'),
    { outcome: 'approved' },
    404,
    'no such application',
  ],
  [
    'another map',
    (id) => `/console/approvals/${id}/__proto__/1`,
    { outcome: 'approved' },
    404,
    'no such application',
  ],
  ['too large a form', pathOf, { outcome: 'approved', reason: 'x'.repeat(70_000) }, 413, 'too large'],
])('%s decides nothing and says why', async (_what, path, form, status, words) => {
  const id =
    (await findContact(gateway.partners, 'bad@example.com'))?.id ?? (await applicant('bad@example.com'));
  const answer = await kim.submit('/console', form, path(id));
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(answer.body).toContain(words);
  expect((await statusOf(id))?.status).toBe('applied');
});

test('without a session or without our form nothing is shown and nothing decided', async () => {
  const id = (await findContact(gateway.partners, 'bad@example.com'))?.id ?? '';
  const stranger = new Visitor(gateway.http);
  expect((await stranger.get('/console')).headers.location).toBe('/console/sign-in');
  const posted = await stranger.submit('/console/sign-in', { outcome: 'approved' }, pathOf(id));
  expect([posted.statusCode, posted.body.includes('nothing was changed')]).toEqual([401, true]);
  expect((await kim.request('POST', pathOf(id), { outcome: 'approved' })).statusCode).toBe(403);
  expect((await statusOf(id))?.status).toBe('applied');
});

test('decided ones come the latest first, twenty to a page, with their reversals', async () => {
  const own = await startTestGateway();
  const p = own.partners;
  for (let i = 1; i <= 25; i += 1) {
    const id = await apply(p, { email: `n${i}@example.com`, firstName: `Nr${i}.` });
    await ask(p, id);
    own.clock.now += 1_000;
    await decideApproval(p, { contact: id, outcome: 'rejected', by: 'lee@example.com' });
    own.clock.now += 1_000;
    if (i === 25)
      await decideApproval(p, { contact: id, outcome: 'approved', by: 'kim@example.com', reopen: true });
  }
  const visitor = await signIn(own);
  const { body } = await visitor.get('/console');
  expect(body).toMatch(/Approved by kim@example\.com[^]*Reversed: Rejected by lee@example\.com/);
  const older = hrefOf(body, 'Older decisions');
  expect(older).toMatch(/^\/console\?state=decided&after=/);
  const second = (await visitor.get(older)).body;
  await own.close();
  const pages = [body, second].map((page) => page.match(/(?<=>)Nr\d+(?=\.<)/g) ?? []);
  expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => `Nr${25 - i}`));
  expect(pages.map(({ length }) => length)).toEqual([20, 5]);
  expect(second).not.toContain('>Older decisions<');
  expect(hrefOf(second, 'Back to the first ones')).toBe('/console?state=decided');
});

test('of many that wait, the 25 oldest are shown, how many there are, and the way to the others', async () => {
  const own = await startTestGateway();
  for (let i = 0; i < 28; i += 1) {
    own.clock.now += 1_000;
    await ask(own.partners, await apply(own.partners, { email: `w${i}@example.com`, firstName: `W${i}.` }));
  }
  const visitor = await signIn(own);
  const { body } = await visitor.get('/console');
  const rest = (await visitor.get(hrefOf(body, 'Who applied later'))).body;
  await own.close();
  expect(body.match(/<article/g)).toHaveLength(25);
  expect(body).toContain('<title>(28) Applications');
  expect(rest.match(/<h3[^]*?<\/h3>/g)?.map((title) => /W\d+/.exec(title)?.[0])).toEqual([
    'W25',
    'W26',
    'W27',
  ]);
});
