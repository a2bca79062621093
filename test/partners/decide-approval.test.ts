import { expect, test } from 'vitest';
import { pendingApprovals } from '../../src/partners/approvals.ts';
import { expireQuestion, type QuestionKey } from '../../src/partners/expire-question.ts';
import { decideApproval, type Decision } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { addContact, temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, ask, company, factsOf, signUp, START } from './partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const approve: Omit<Decision, 'contact'> = { outcome: 'approved', by: 'kim@example.com' };
const reject: Omit<Decision, 'contact'> = {
  outcome: 'rejected',
  by: 'kim@example.com',
  reason: 'no website',
};

test('an approval: row, status and fact', async () => {
  const { p, clock } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id);
  expect(await pendingApprovals(p)).toMatchObject([
    {
      contactId: id,
      map: 'welcome',
      entry: 1,
      team: 'managers',
      application: { website: 'https://ada.example' },
    },
  ]);
  clock.now += 1_000;
  const result = await decideApproval(p, { contact: 'Ada@example.com', ...approve });
  expect(result).toEqual({ status: 'decided', outcome: 'approved', contactId: id, program: 'main' });
  expect(await pendingApprovals(p)).toEqual([]);
  expect((await findContact(p, id))?.enrolments[0]).toMatchObject({
    status: 'approved',
    approvedAt: START + 1_000,
  });
  const fact = (await factsOf(p, id)).at(-1);
  expect(fact).toMatchObject({ type: 'approval-decided', time: START + 1_000 });
  expect(fact?.data).toEqual({
    map: 'welcome',
    entry: 1,
    outcome: 'approved',
    by: 'kim@example.com',
    program: 'main',
    changes: [
      { field: 'status', before: 'applied', after: 'approved' },
      { field: 'approvedAt', before: null, after: START + 1_000 },
    ],
  });
});

test('a rejection, and the approval of a second application after it', async () => {
  const { p } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id);
  await decideApproval(p, { contact: id, ...reject });
  expect((await findContact(p, id))?.enrolments[0]).toMatchObject({
    status: 'rejected',
    rejectedReason: 'no website',
  });
  expect((await factsOf(p, id)).at(-1)?.data).toMatchObject({
    reason: 'no website',
    changes: [
      { field: 'status', before: 'applied', after: 'rejected' },
      { field: 'rejectedReason', before: null, after: 'no website' },
    ],
  });
  await ask(p, id, 'welcome', 7);
  await decideApproval(p, { contact: id, ...approve });
  expect((await factsOf(p, id)).at(-1)?.data).toMatchObject({
    entry: 7,
    changes: [
      { field: 'status', before: 'rejected', after: 'approved' },
      { field: 'approvedAt', before: null, after: START },
      { field: 'rejectedReason', before: 'no website', after: null },
    ],
  });
});

test('deciding twice says by whom and when it was decided, and changes nothing', async () => {
  const { p, clock } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id);
  await decideApproval(p, { contact: id, ...approve });
  const facts = await factsOf(p, id);
  clock.now += 86_400_000;
  const again = await decideApproval(p, { contact: id, outcome: 'rejected', by: 'lee@example.com' });
  expect(again).toEqual({
    status: 'already-decided',
    outcome: 'approved',
    by: 'kim@example.com',
    at: START,
    message:
      'This was already decided: approved by kim@example.com on 2026-01-05T09:00:00.000Z. That decision stands.',
  });
  expect(await factsOf(p, id)).toEqual(facts);
  expect((await findContact(p, id))?.enrolments[0]?.status).toBe('approved');
});

test('of two people who decide at once through two processes, one is first', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await company(location), await company(location)];
  const id = await signUp(one.p, 'ada@example.com');
  await ask(one.p, id);
  const results = await Promise.all([
    decideApproval(one.p, { contact: id, ...approve }),
    decideApproval(two.p, { contact: id, ...reject }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(['already-decided', 'decided']);
  expect((await factsOf(one.p, id)).filter((fact) => fact.type === 'approval-decided')).toHaveLength(1);
});

test('asking again changes nothing, before the decision and after it', async () => {
  const { p, clock } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id);
  clock.now += 5_000;
  await ask(p, id);
  expect((await pendingApprovals(p)).map((row) => row.requestedAt)).toEqual([START]);
  await decideApproval(p, { contact: id, ...approve });
  await ask(p, id);
  expect(await pendingApprovals(p)).toEqual([]);
});

test('what cannot be decided, and why', async () => {
  const { p } = await company();
  expect(await decideApproval(p, { contact: 'eve@example.com', ...approve })).toMatchObject({
    status: 'unknown-contact',
    message: expect.not.stringContaining('eve'),
  });
  const id = await signUp(p, 'ada@example.com');
  expect(await decideApproval(p, { contact: id, ...approve })).toMatchObject({
    status: 'nothing-pending',
    why: 'the contact does not wait for approval on any map',
  });
  await ask(p, id, 'welcome');
  await ask(p, id, 'agencies', 2);
  expect(await decideApproval(p, { contact: id, map: 'other', ...approve })).toMatchObject({
    status: 'nothing-pending',
    why: 'the contact does not wait for approval on the map “other”',
  });
  expect(await decideApproval(p, { contact: id, ...approve })).toMatchObject({
    status: 'ambiguous',
    maps: ['agencies', 'welcome'],
    message: expect.stringContaining('--map'),
  });
  expect(await decideApproval(p, { contact: id, map: 'agencies', ...approve })).toMatchObject({
    status: 'decided',
  });
});

test('one map asks several times: the latest question is meant, unless one is named', async () => {
  const { p, clock } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id, 'welcome', 1);
  clock.now += 1_000;
  await ask(p, id, 'welcome', 4);
  await ask(p, id, 'welcome', 5);
  await decideApproval(p, { contact: id, ...approve });
  await decideApproval(p, { contact: id, entry: 1, ...approve });
  expect((await pendingApprovals(p)).map((row) => row.entry)).toEqual([4]);
});

test('a partner keeps the approval when another application is declined; a suspension is not lifted by one', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await ask(p, id, 'second', 2);
  await decideApproval(p, { contact: id, ...reject });
  expect((await findContact(p, id))?.enrolments[0]).toMatchObject({
    status: 'approved',
    rejectedReason: null,
  });
  expect((await factsOf(p, id)).at(-1)?.data).toMatchObject({ outcome: 'rejected', changes: [] });
  await db.updateTable('enrolments').set({ status: 'suspended' }).execute();
  await ask(p, id, 'third', 3);
  await decideApproval(p, { contact: id, outcome: 'approved', by: 'autoApproveIf' });
  expect((await findContact(p, id))?.enrolments[0]?.status).toBe('suspended');
});

test('approval enrols a contact who came onto the map without the form', async () => {
  const { p } = await company();
  await addContact(p.db, 'c_added');
  await ask(p, 'c_added');
  await decideApproval(p, { contact: 'c_added', ...approve });
  const [enrolment] = (await findContact(p, 'c_added'))?.enrolments ?? [];
  expect(enrolment).toMatchObject({ program: 'main', status: 'approved', approvedAt: START });
});

test('expiry closes an open question, and never one that was decided', async () => {
  const { p, clock } = await company();
  const id = await signUp(p, 'ada@example.com');
  await ask(p, id, 'welcome', 1);
  await ask(p, id, 'second', 2);
  await decideApproval(p, { contact: id, map: 'second', ...reject });
  clock.now += 1_000;
  const decided = { outcome: 'rejected', by: 'kim@example.com', at: START };
  const expire = (key: QuestionKey) => transact(p.db, (trx) => expireQuestion(p, trx, 'approvals', key));
  expect(await expire({ contactId: id, map: 'second', entry: 2 })).toEqual(decided);
  const expired = { outcome: 'expired', by: 'the time limit of the step', at: START + 1_000 };
  const key = { contactId: id, map: 'welcome', entry: 1 };
  expect(await expire(key)).toEqual(expired);
  clock.now += 1_000;
  expect(await expire(key)).toEqual(expired);
  expect(await decideApproval(p, { contact: id, map: 'welcome', ...approve })).toMatchObject({
    status: 'already-decided',
    outcome: 'expired',
    at: START + 1_000,
  });
  expect(await expire({ ...key, entry: 99 })).toMatchObject({ outcome: 'expired' });
});
