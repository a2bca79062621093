import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { listPartners } from '../../src/partners/list-partners.ts';
import { contactsMeant } from '../../src/partners/search-contacts.ts';
import { apply, ask, hrefOf, signIn } from './story.ts';
import { START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

const DAY = 86_400_000;

let gateway: TestGateway;
let kim: Visitor;
const ids: Record<string, string> = {};

/** Ada and Grace wait, Ada for eight days; Linus is rejected; Sam’s studio is another team’s. */
beforeAll(async () => {
  gateway = await startTestGateway();
  const p = gateway.partners;
  for (const [firstName, lastName] of [
    ['Ada', 'Lovelace'],
    ['Linus', 'Pauling'],
    ['Grace', 'Hopper'],
  ] as const) {
    const email = `${firstName.toLowerCase()}@example.com`;
    ids[firstName] = await apply(p, { email, firstName, lastName });
    await ask(p, ids[firstName]);
    gateway.clock.now += 4 * DAY;
  }
  await decideApproval(p, { contact: ids['Linus'] ?? '', outcome: 'rejected', by: 'lee@example.com' });
  ids['studio'] = await apply(p, { email: 'studio@example.com' }, 'studio');
  await ask(p, ids['studio'], { team: 'studio-team', program: 'studio' });
  gateway.clock.now = START + 8 * DAY + 1;
  kim = await signIn(gateway);
});
afterAll(() => gateway.close());

/** First names of cards and rows, in their order. */
async function names(path: string): Promise<string[]> {
  const { body } = await kim.get(path);
  const main = body.slice(body.indexOf('<main'));
  return [...main.matchAll(/<a href="\/console\/contacts\/[^"]+">(\w+)/g)].map(([, name = '']) => name);
}

test.each([
  ['', ['Ada', 'Grace', 'Linus']],
  ['?q=&state=&program=&asked=', ['Ada', 'Grace', 'Linus']],
  ['?q=love', ['Ada']],
  ['?q=Grace+Hopper', ['Grace']],
  ['?q=linus%40example.com', ['Linus']],
  ['?q=studio%40example.com', []],
  ['?state=waiting', ['Ada', 'Grace']],
  ['?state=decided', ['Linus']],
  ['?state=rejected', ['Linus']],
  ['?state=approved', []],
  ['?state=constructor', ['Ada', 'Grace', 'Linus']],
  ['?program=main', ['Ada', 'Grace', 'Linus']],
  ['?program=studio', []],
  ['?team=studio-team', []],
  ['?asked=last-week', ['Grace', 'Linus']],
  ['?asked=last-day', ['Grace']],
  ['?asked=over-a-week', ['Ada']],
  ['?asked=constructor', ['Ada', 'Grace', 'Linus']],
  ['?q=a&q=b', ['Ada', 'Grace', 'Linus']],
  ['?after=nonsense', ['Ada', 'Grace', 'Linus']],
  [`?q=${'x'.repeat(500)}`, []],
])('/console%s', async (query, expected) => {
  expect(await names(`/console${query}`)).toEqual(expected);
});

test.each([
  ['', ['Grace', 'Linus', 'Ada']],
  ['?q=ada', ['Ada']],
  ['?status=rejected', ['Linus']],
  ['?status=nonsense', ['Grace', 'Linus', 'Ada']],
  ['?program=studio', []],
])('/console/partners%s', async (query, expected) => {
  expect(await names(`/console/partners${query}`)).toEqual(expected);
});

test('the form shows what the list is narrowed to, as text, and a way back', async () => {
  const { body } = await kim.get('/console?q=%22%3E%3Cb%3E&state=waiting&program=main&asked=last-week');
  expect(body).toMatch(/name="q" value="&quot;&gt;&lt;b&gt;"/);
  for (const chosen of ['waiting', 'main', 'last-week'])
    expect(body).toContain(`<option value="${chosen}" selected>`);
  expect(hrefOf(body, 'Clear')).toBe('/console');
  expect(body).toContain('There is nothing that fits.');
  // One team: nothing to choose from.
  expect(body).not.toContain('name="team"');
});

test('a decision leads back to the list that it was taken from, and to no other address', async () => {
  const id = await apply(gateway.partners, { email: 'emmy@example.com', firstName: 'Emmy' });
  await ask(gateway.partners, id);
  const list = /name="list" value="([^"]+)"/.exec((await kim.get('/console?q=emmy&state=waiting')).body)?.[1];
  expect(list).toBe('q=emmy&amp;state=waiting');
  const path = `/console/approvals/${id}/partner-welcome/1`;
  const form = { outcome: 'approved', list: 'q=emmy&state=waiting&about=x&next=//evil.example' };
  const { headers } = await kim.submit('/console', form, path);
  expect(headers.location).toBe(`/console?q=emmy&state=waiting&about=${id}+partner-welcome+1`);
});

test('strangers are led to the door', async () => {
  const stranger = new Visitor(gateway.http);
  expect((await stranger.get('/console/partners?q=ada')).headers.location).toBe('/console/sign-in');
});

test('a search reads indexes, and never all contacts', async () => {
  const { db } = gateway.partners;
  const [meant] = contactsMeant(db, 'Ada');
  const { sql: text, parameters } = meant?.compile() ?? { sql: '', parameters: [] };
  const quoted = text.replaceAll('?', () => `'ada'`);
  expect(parameters.length).toBeGreaterThan(0);
  const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(quoted)}`.execute(db);
  const steps = plan.rows.map(({ detail }) => detail).filter((detail) => /contacts|enrolments/.test(detail));
  expect(steps.length).toBeGreaterThan(3);
  for (const step of steps) expect(step).toMatch(/^SEARCH \w+ USING .*INDEX/);
});

test('what was searched for stays out of the log', async () => {
  await kim.get('/console?q=ada%40example.com');
  await kim.get('/console/partners?q=Lovelace');
  await kim.get('/console/nothing?q=Lovelace');
  expect(gateway.log()).toContain('"route":"/console/partners"');
  expect(gateway.log()).not.toMatch(/example\.com|example%|lovelace/i);
  expect(
    (await listPartners(gateway.partners, 'all', { search: 'Lovelace' }, { limit: 2 })).partners,
  ).toHaveLength(1);
});

test('lists of several teams are read in their order, and what waits without a look at what was decided', async () => {
  const { db } = gateway.partners;
  const teams = sql`(a.team || '') in ('partner-managers', 'studio-team')`;
  const plan = async (rest: ReturnType<typeof sql>) => {
    const { rows } = await sql<{
      detail: string;
    }>`explain query plan select a.* from approvals as a where ${teams} and ${rest}`.execute(db);
    return rows.map(({ detail }) => detail).join('; ');
  };
  expect(
    await plan(
      sql`a.outcome is not null order by a.decided_at desc, a.contact_id desc, a.map desc, a.entry desc limit 21`,
    ),
  ).toMatch(/^SCAN a USING INDEX approvals_answered$/);
  expect(await plan(sql`a.outcome is null order by a.requested_at limit 26`)).toMatch(
    /^SCAN a USING INDEX approvals_(waiting|pending)/,
  );
});
