import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { apply, ask, hrefOf, signIn } from './story.ts';
import { startTestGateway, type TestGateway, type Visitor } from './test-gateway.ts';

let gateway: TestGateway;
let kim: Visitor;

beforeAll(async () => {
  gateway = await startTestGateway();
  kim = await signIn(gateway);
});
afterAll(() => gateway.close());

let people = 0;

/** Applicants whose applications wait; returns their ids. */
async function applicants(count: number, team?: string): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    people += 1;
    const id = await apply(gateway.partners, { email: `n${people}@example.com`, firstName: `Nr${people}` });
    await ask(gateway.partners, id, team === undefined ? {} : { team });
    ids.push(id);
  }
  return ids;
}

const boxOf = (id: string, entry = 1) => `${id} partner-welcome ${entry}`;
const decideAll = (chosen: readonly string[], more: Record<string, string>, visitor = kim) =>
  visitor.submit('/console', { chosen, ...more }, '/console/decisions');
const statuses = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await findContact(gateway.partners, id))?.enrolments[0]?.status));
const decisionsOn = async (ids: readonly string[]) => {
  const facts = await gateway.partners.db
    .selectFrom('outbox')
    .select('contact_id')
    .where('type', '=', 'approval-decided')
    .where('contact_id', 'in', ids)
    .execute();
  return facts.map(({ contact_id: id }) => id).sort();
};

test('several are decided for one reason, and the page says what happened to each', async () => {
  const ids = await applicants(3);
  const [first = '', second = '', third = ''] = ids;
  await decideApproval(gateway.partners, { contact: second, outcome: 'approved', by: 'lee@example.com' });
  const woken = gateway.wakes();
  const { statusCode, body } = await decideAll(
    [boxOf(first), boxOf(second), boxOf('c_nobody'), boxOf(third), 'nonsense', boxOf(first)],
    { outcome: 'rejected', reason: 'No <website>\r\nyet', list: 'q=nr&state=waiting' },
  );
  expect([statusCode, gateway.wakes() - woken]).toEqual([200, 1]);
  expect(body).toMatch(
    /<strong>2<\/strong> decided by you[^]*<strong>1<\/strong> decided before[^]*<strong>2<\/strong> not there/,
  );
  const rows = body.split('<li>').slice(-3);
  expect(rows.map((row) => /(Approved|Rejected) by [^,]+/.exec(row)?.[0])).toEqual([
    'Rejected by you',
    'Approved by lee@example.com',
    'Rejected by you',
  ]);
  expect(body).toContain('<q>No &lt;website&gt;\nyet</q>');
  expect(hrefOf(body, 'Back to the list')).toBe('/console?q=nr&state=waiting');
  expect(await statuses(ids)).toEqual(['rejected', 'approved', 'rejected']);
  expect(await decisionsOn(ids)).toEqual(ids.toSorted());
});

test('the same form sent again decides nothing anew', async () => {
  const ids = await applicants(2);
  const boxes = ids.map((id) => boxOf(id));
  await decideAll(boxes, { outcome: 'approved' });
  const { body } = await decideAll(boxes, { outcome: 'rejected' });
  expect(body).toMatch(/<strong>2<\/strong> decided before, and that decision stands/);
  expect(await statuses(ids)).toEqual(['approved', 'approved']);
  expect(await decisionsOn(ids)).toEqual(ids.toSorted());
});

test('two people who choose the same at once: each application is decided once, by whoever was first', async () => {
  const ids = await applicants(8);
  const lee = await signIn(gateway, 'lee@example.com');
  const boxes = ids.map((id) => boxOf(id));
  const pages = await Promise.all([
    decideAll(boxes, { outcome: 'approved' }),
    decideAll(boxes.toReversed(), { outcome: 'rejected' }, lee),
  ]);
  const decided = pages.map(({ body }) =>
    Number(/<strong>(\d+)<\/strong> decided by you/.exec(body)?.[1] ?? 0),
  );
  expect(decided.reduce((sum, count) => sum + count)).toBe(ids.length);
  expect((await statuses(ids)).filter((status) => status === 'approved')).toHaveLength(decided[0] ?? -1);
  expect(await decisionsOn(ids)).toEqual(ids.toSorted());
});

test('another team’s application among the chosen is left alone', async () => {
  const [[own = ''], [other = '']] = [await applicants(1), await applicants(1, 'studio-team')];
  const { body } = await decideAll([boxOf(other), boxOf(own)], { outcome: 'approved' });
  expect(body).toMatch(/<strong>1<\/strong> decided by you[^]*<strong>1<\/strong> not there, or not yours/);
  expect(await statuses([own, other])).toEqual(['approved', 'applied']);
});

test.each<[string, string[], Record<string, string>, string]>([
  ['nothing chosen', [], { outcome: 'approved' }, 'No application was chosen'],
  ['no outcome', ['x'], {}, 'says neither'],
  [
    'a reason beyond all measure',
    ['x'],
    { outcome: 'rejected', reason: 'x'.repeat(1_001) },
    '1001 characters',
  ],
  [
    'more than any page shows',
    Array.from({ length: 101 }, (_, i) => `x ${i}`),
    { outcome: 'approved' },
    '101 applications',
  ],
])('%s decides nothing and says why', async (_what, chosen, form, words) => {
  const answer = await decideAll(chosen, form);
  expect([answer.statusCode, answer.body.includes(words)]).toEqual([422, true]);
});

test('the list offers boxes where several wait, and ticks all of them by a link', async () => {
  await applicants(2);
  const { body } = await kim.get('/console?state=waiting');
  const boxes = (page: string) => page.match(/<input type="checkbox" name="chosen"[^>]+>/g) ?? [];
  expect(boxes(body).length).toBeGreaterThan(1);
  expect(boxes(body).join('')).not.toContain('checked');
  const all = (await kim.get(hrefOf(body, 'Tick all on this page'))).body;
  expect(boxes(all).every((box) => box.includes(' checked'))).toBe(true);
  expect(boxes(all)).toHaveLength(boxes(body).length);
  const one = (await kim.get(`/console?q=nr${people}`)).body;
  expect([one.match(/<article/g)?.length, boxes(one)]).toEqual([1, []]);
});

test('without a session or without our form nothing is decided', async () => {
  const [id = ''] = await applicants(1);
  const form = { chosen: boxOf(id), outcome: 'approved' };
  expect((await kim.request('POST', '/console/decisions', form)).statusCode).toBe(403);
  expect((await kim.submit('/console', {}, '/console/sign-out')).statusCode).toBe(303);
  const posted = await kim.submit('/console/sign-in', form, '/console/decisions');
  expect([posted.statusCode, await statuses([id])]).toEqual([401, ['applied']]);
});
