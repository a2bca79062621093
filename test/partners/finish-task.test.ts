import { expect, test } from 'vitest';
import { openTasks, openTasksOf } from '../../src/partners/console-tasks.ts';
import { expireQuestion } from '../../src/partners/expire-question.ts';
import { finishTask } from '../../src/partners/finish-task.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { requestTask, tasksOf } from '../../src/partners/tasks.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const BY = { by: 'kim@example.com' };

/** Gives the team a task at the step, as the activity does. */
function give(p: Partners, contactId: string, step = 'call', entry = 2, map = 'welcome') {
  const origin = { map, step, entry };
  const task = { team: 'managers', title: 'Call the partner', outcomes: ['done', 'no-answer'] };
  return transact(p.db, (trx) => requestTask(p, trx, { contactId, origin, ...task }));
}

test('an outcome ends the task once, and the run learns of it', async () => {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await give(p, contact);
  await give(p, contact);
  clock.now += 1_000;
  expect(await finishTask(p, { contact: 'Ada@example.com', outcome: 'done', ...BY })).toEqual({
    status: 'done',
    contactId: contact,
    map: 'welcome',
    step: 'call',
    title: 'Call the partner',
    outcome: 'done',
  });
  expect(await finishTask(p, { contact, outcome: 'no-answer', by: 'lee@example.com' })).toMatchObject({
    status: 'already-done',
    outcome: 'done',
    by: 'kim@example.com',
    at: START + 1_000,
    message: expect.stringMatching(/ended before: done by kim@example.com on 2026-01-05T09:00:01/),
  });
  const [fact, ...others] = (await factsOf(p, contact)).filter(({ type }) => type === 'task-done');
  expect(fact?.data).toEqual({
    map: 'welcome',
    entry: 2,
    outcome: 'done',
    by: 'kim@example.com',
    changes: [],
  });
  expect(others).toEqual([]);
});

test('what cannot be is refused, and says what can', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  const finish = (more: object = {}) => finishTask(p, { contact, outcome: 'done', ...BY, ...more });
  expect(await finish({ contact: 'bob@example.com' })).toMatchObject({ status: 'unknown-contact' });
  expect(await finish()).toMatchObject({ status: 'nothing-open' });
  await give(p, contact);
  expect(await finish({ step: 'other' })).toMatchObject({ status: 'nothing-open' });
  for (const outcome of ['expired', 'maybe'])
    expect(await finish({ outcome })).toMatchObject({
      status: 'unknown-outcome',
      message: expect.stringMatching(/Its outcomes are: done, no-answer\./),
    });
  await give(p, contact, 'send', 3);
  expect(await finish()).toMatchObject({ status: 'ambiguous', steps: ['welcome/call', 'welcome/send'] });
  expect(await finish({ step: 'send' })).toMatchObject({ status: 'done', step: 'send' });
  expect(await finish()).toMatchObject({ status: 'done', step: 'call' });
});

test('the same step on two maps is told apart by the map', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await give(p, contact);
  await give(p, contact, 'call', 3, 'training');
  const finish = (more: object = {}) =>
    finishTask(p, { contact, step: 'call', outcome: 'done', ...BY, ...more });
  expect(await finish()).toMatchObject({ status: 'ambiguous', steps: ['training/call', 'welcome/call'] });
  expect(await finish({ map: 'training' })).toMatchObject({ status: 'done', map: 'training' });
});

test('of many answers at once one counts, and time takes none that was given', async () => {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await give(p, contact);
  const answers = ['done', 'no-answer', 'done'].map((outcome) => finishTask(p, { contact, outcome, ...BY }));
  const statuses = (await Promise.all(answers)).map(({ status }) => status).sort();
  expect(statuses).toEqual(['already-done', 'already-done', 'done']);
  const expire = (entry: number) =>
    transact(p.db, (trx) => expireQuestion(p, trx, 'tasks', { contactId: contact, map: 'welcome', entry }));
  expect((await expire(2)).outcome).not.toBe('expired');
  await give(p, contact, 'call', 3);
  clock.now += 5_000;
  expect(await expire(3)).toMatchObject({ outcome: 'expired', at: START + 5_000 });
  expect(await finishTask(p, { contact, outcome: 'done', ...BY })).toMatchObject({
    status: 'already-done',
    outcome: 'expired',
  });
  expect((await tasksOf(p, contact)).map(({ done }) => done?.outcome)).toHaveLength(2);
});

test('each team sees its own open tasks, the oldest first', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await give(p, contact, 'call', 2);
  await give(p, contact, 'send', 3);
  const { tasks, total } = await openTasks(p, ['managers'], 1);
  expect([tasks.map(({ step, email }) => [step, email]), total]).toEqual([[['call', 'ada@example.com']], 2]);
  expect(await openTasks(p, ['others'], 9)).toEqual({ tasks: [], total: 0 });
  expect((await openTasksOf(p, ['managers'], contact)).map(({ step }) => step)).toEqual(['call', 'send']);
});
