import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { tasksOf } from '../../src/partners/tasks.ts';
import { apply, ask, giveTask, signIn } from './story.ts';
import { startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

/**
 * Vera is a viewer and Kim an approver of the partner managers, Ann an admin of another team. Mix is a viewer of the
 * partner managers and an approver of that other team; Sam is of the other team alone.
 */
const PEOPLE = ['nobody', 'vera', 'mix', 'kim', 'ann', 'sam'] as const;

let gateway: TestGateway;
const visitors: Record<string, Visitor> = {};
const contact = { main: '', studio: '' };

beforeAll(async () => {
  gateway = await startTestGateway();
  for (const who of PEOPLE)
    visitors[who] =
      who === 'nobody' ? new Visitor(gateway.http) : await signIn(gateway, `${who}@example.com`);
  const p = gateway.partners;
  contact.main = await apply(p, { email: 'ada@example.com', firstName: 'Ada' });
  contact.studio = await apply(p, { email: 'grace@example.com' }, 'studio');
});
afterAll(() => gateway.close());

let entry = 0;

/** Fresh questions of either team under one entry, so that each request meets an open one. */
async function openQuestions(): Promise<void> {
  entry += 1;
  const p = gateway.partners;
  await ask(p, contact.main, { entry });
  await ask(p, contact.studio, { entry, team: 'studio-team', program: 'studio' });
  await giveTask(p, contact.main, { entry });
}

/** What is asked, and the status that each of PEOPLE is answered with. */
type Row = [
  what: string,
  method: 'GET' | 'POST',
  path: () => string,
  statuses: number[],
  form?: () => Record<string, string>,
];

const box = (id: string): string => `${id} partner-welcome ${entry}`;

test.each<Row>([
  ['applications', 'GET', () => '/console', [303, 200, 200, 200, 200, 200]],
  ['partners', 'GET', () => '/console/partners', [303, 200, 200, 200, 200, 200]],
  ['a contact', 'GET', () => `/console/contacts/${contact.main}`, [303, 200, 200, 200, 200, 404]],
  [
    'another team’s contact',
    'GET',
    () => `/console/contacts/${contact.studio}`,
    [303, 404, 200, 404, 200, 200],
  ],
  ['the audit trail', 'GET', () => '/console/audit', [303, 403, 403, 403, 200, 403]],
  [
    'a decision',
    'POST',
    () => `/console/approvals/${contact.main}/partner-welcome/${entry}`,
    [401, 403, 403, 303, 303, 404],
    () => ({ outcome: 'approved' }),
  ],
  [
    'a decision of the other team',
    'POST',
    () => `/console/approvals/${contact.studio}/partner-welcome/${entry}`,
    [401, 403, 303, 404, 303, 303],
    () => ({ outcome: 'approved' }),
  ],
  [
    'several decisions',
    'POST',
    () => '/console/decisions',
    [401, 403, 200, 200, 200, 200],
    () => ({ outcome: 'approved', chosen: box(contact.main) }),
  ],
  [
    'a task',
    'POST',
    () => `/console/tasks/${contact.main}/partner-welcome/${entry}`,
    [401, 403, 403, 303, 303, 404],
    () => ({ outcome: 'done' }),
  ],
  [
    'a suspension',
    'POST',
    () => `/console/contacts/${contact.main}/suspend`,
    [401, 403, 403, 403, 303, 403],
    () => ({ program: 'main' }),
  ],
  [
    'a reinstatement',
    'POST',
    () => `/console/contacts/${contact.main}/reinstate`,
    [401, 403, 403, 403, 303, 403],
    () => ({ program: 'main' }),
  ],
])('%s', async (_what, method, path, statuses, form) => {
  const answered: number[] = [];
  for (const who of PEOPLE) {
    await openQuestions();
    const visitor = visitors[who] as Visitor;
    const answer =
      method === 'GET'
        ? await visitor.get(path())
        : await visitor.submit(who === 'nobody' ? '/console/sign-in' : '/console', form?.() ?? {}, path());
    answered.push(answer.statusCode);
  }
  expect(answered).toEqual(statuses);
});

test('what a role does not allow changes nothing', async () => {
  for (const who of ['vera', 'mix', 'nobody']) {
    await openQuestions();
    const visitor = visitors[who] as Visitor;
    const from = who === 'nobody' ? '/console/sign-in' : '/console';
    await visitor.submit(
      from,
      { outcome: 'rejected' },
      `/console/approvals/${box(contact.main).replaceAll(' ', '/')}`,
    );
    await visitor.submit(from, { outcome: 'rejected', chosen: box(contact.main) }, '/console/decisions');
    await visitor.submit(
      from,
      { outcome: 'done' },
      `/console/tasks/${box(contact.main).replaceAll(' ', '/')}`,
    );
    const row = await gateway.partners.db
      .selectFrom('approvals')
      .select('outcome')
      .where('contact_id', '=', contact.main)
      .where('entry', '=', entry)
      .executeTakeFirstOrThrow();
    const task = (await tasksOf(gateway.partners, contact.main)).find((one) => one.entry === entry);
    expect([who, row.outcome, task?.done]).toEqual([who, null, undefined]);
  }
  expect((await findContact(gateway.partners, contact.main))?.enrolments[0]?.status).not.toBe('rejected');
});

test('pages offer only what the reader may do', async () => {
  await openQuestions();
  const forms = async (who: string, path: string) => {
    const { body } = await (visitors[who] as Visitor).get(path);
    return {
      sees: body.includes('>Ada</a>'),
      decides: body.includes(`action="/console/approvals/${contact.main}/`),
      tasks: body.includes(`action="/console/tasks/${contact.main}/`),
      boxes: body.includes('name="chosen"'),
    };
  };
  const nothing = { decides: false, tasks: false, boxes: false };
  expect(await forms('vera', '/console?program=main')).toEqual({ sees: true, ...nothing });
  expect(await forms('vera', '/console')).toEqual({ sees: true, ...nothing });
  expect(await forms('vera', `/console/contacts/${contact.main}`)).toMatchObject(nothing);
  expect(await forms('kim', '/console')).toEqual({ sees: true, decides: true, tasks: true, boxes: true });
  // She sees both teams' questions, more than a page takes, and those of the other one may come first.
  const ofMain = await forms('ann', '/console?program=main');
  expect(ofMain).toMatchObject({ sees: true, decides: true, boxes: true });
  expect(await forms('ann', '/console')).toMatchObject({ tasks: true });
  const trail = async (who: string) =>
    (await (visitors[who] as Visitor).get('/console')).body.includes('href="/console/audit"');
  expect(await Promise.all(['vera', 'kim', 'ann'].map(trail))).toEqual([false, false, true]);
  expect(await forms('sam', '/console')).toMatchObject({ sees: false, decides: false, tasks: false });
});

test('an admin narrows by any team, and finds those about whom nobody was ever asked', async () => {
  const ann = visitors['ann'] as Visitor;
  const silent = await apply(gateway.partners, { email: 'silent@example.com', firstName: 'Silent' });
  const kim = visitors['kim'] as Visitor;
  expect((await ann.get('/console')).body).toContain('<option value="partner-managers">');
  expect((await ann.get('/console/partners?q=silent')).body).toContain(silent);
  expect((await kim.get('/console/partners?q=silent')).body).not.toContain(silent);
  expect((await ann.get(`/console/contacts/${silent}`)).statusCode).toBe(200);
  // By id only: addresses do not belong into addresses of pages.
  expect((await ann.get('/console/contacts/silent@example.com')).statusCode).toBe(404);
});
