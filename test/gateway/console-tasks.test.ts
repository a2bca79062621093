import { afterAll, beforeAll, expect, test } from 'vitest';
import { finishTask } from '../../src/partners/finish-task.ts';
import { tasksOf } from '../../src/partners/tasks.ts';
import { apply, giveTask, signIn } from './story.ts';
import { START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let kim: Visitor;
let contact: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  kim = await signIn(gateway);
  contact = await apply(gateway.partners, { email: 'ada@example.com', firstName: '<b>Ada</b>' });
});
afterAll(() => gateway.close());

const pathOf = (entry: number | string) => `/console/tasks/${contact}/partner-welcome/${entry}`;
const outcomes = async () => (await tasksOf(gateway.partners, contact)).map(({ done }) => done?.outcome);

test('without a task the page does not speak of tasks', async () => {
  expect((await kim.get('/console')).body).not.toContain('Tasks');
});

test('a task shows what, about whom and since when, and a press of a button ends it', async () => {
  await giveTask(gateway.partners, contact, { entry: 7 });
  gateway.clock.now = START + 2 * 86_400_000;
  const { body } = await kim.get('/console');
  expect(body).toMatch(/<h2 id="tasks">\s*Tasks <span class="count">1<\/span>/);
  expect(body).toContain('Call the new partner');
  expect(body).toContain(`<a href="/console/contacts/${contact}">&lt;b&gt;Ada&lt;/b&gt;</a>`);
  expect(body).toContain('2 days ago');
  expect(body).toMatch(/value="no-answer">\s*No answer<span class="unseen">/);
  const woken = gateway.wakes();
  const answer = await kim.submit('/console', { outcome: 'no-answer' }, pathOf(7));
  expect([answer.statusCode, gateway.wakes() - woken]).toEqual([303, 1]);
  const told = (await kim.get(String(answer.headers.location))).body;
  expect(told).toMatch(/Call the new partner,\s*<a [^>]+>&lt;b&gt;Ada&lt;\/b&gt;<\/a>: No answer by you/);
  expect(told).not.toContain('id="tasks"');
});

test('who comes second is told who was first', async () => {
  await giveTask(gateway.partners, contact, { entry: 8 });
  const key = { contact, map: 'partner-welcome', entry: 8 };
  await finishTask(gateway.partners, { ...key, outcome: 'done', by: 'lee@example.com' });
  const late = await kim.submit('/console', { outcome: 'no-answer' }, pathOf(8));
  const { body } = await kim.get(String(late.headers.location));
  expect(body).toContain('This was answered before, and that answer stands.');
  expect(body).toContain('Done by lee@example.com');
});

test.each<[string, () => string, Record<string, string>, number, string]>([
  ['an outcome that the task lacks', () => pathOf(9), { outcome: 'expired' }, 422, 'done, no-answer'],
  ['no outcome', () => pathOf(9), {}, 422, 'done, no-answer'],
  ['another entry', () => pathOf(99), { outcome: 'done' }, 404, 'no such task'],
  ['an entry that is no number', () => pathOf('9.0'), { outcome: 'done' }, 404, 'no such task'],
  ['another team’s task', () => pathOf(10), { outcome: 'done' }, 404, 'no such task'],
])('%s ends nothing and says why', async (_what, path, form, status, words) => {
  await giveTask(gateway.partners, contact, { entry: 9 });
  await giveTask(gateway.partners, contact, { entry: 10, team: 'studio-team' });
  const answer = await kim.submit('/console', form, path());
  expect(answer.statusCode).toBe(status);
  expect(answer.body).toContain(words);
  expect(await outcomes()).toEqual(['no-answer', 'done', undefined, undefined]);
});

test('without a session or without our form nothing is ended', async () => {
  const posted = await new Visitor(gateway.http).submit('/console/sign-in', { outcome: 'done' }, pathOf(9));
  expect(posted.statusCode).toBe(401);
  expect((await kim.request('POST', pathOf(9), { outcome: 'done' })).statusCode).toBe(403);
  expect(await outcomes()).toEqual(['no-answer', 'done', undefined, undefined]);
});

test('the contact’s page shows the open task and tells how the others ended', async () => {
  const { body } = await kim.get(`/console/contacts/${contact}`);
  expect(body).toContain(`action="${pathOf(9)}"`);
  expect(body).not.toContain(`action="${pathOf(10)}"`);
  const story = body.slice(body.indexOf('id="timeline"'));
  expect(story).toContain('Gave the team partner-managers the task “Call the new partner”');
  expect(story).toMatch(
    /Call the new partner: Done by lee@example\.com<\/p>\s*<p class="under">Sign-up and welcome · Call by phone/,
  );
});
