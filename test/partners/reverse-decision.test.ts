import { expect, test } from 'vitest';
import { decidedApprovals } from '../../src/partners/list-approvals.ts';
import { expireQuestion } from '../../src/partners/expire-question.ts';
import { decideApproval, type Decision } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, ask, company, factsOf, signUp, START } from './partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const DAY = 86_400_000;
const approve: Omit<Decision, 'contact'> = { outcome: 'approved', by: 'kim@example.com' };
const reject: Omit<Decision, 'contact'> = {
  outcome: 'rejected',
  by: 'lee@example.com',
  reason: 'no website',
};
const all = { limit: 10 };

test('a rejection reversed: the row keeps both decisions, the status follows, and a second fact goes out', async () => {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await ask(p, contact);
  await decideApproval(p, { contact, ...reject });
  clock.now += DAY;
  expect(await decideApproval(p, { contact, ...approve, reason: 'there is one', reopen: true })).toEqual({
    status: 'decided',
    outcome: 'approved',
    contactId: contact,
    program: 'main',
    reversed: { outcome: 'rejected', by: 'lee@example.com', at: START, reason: 'no website' },
  });
  const [row] = (await decidedApprovals(p, ['managers'], {}, all)).approvals;
  expect(row?.decisions).toEqual([
    { outcome: 'rejected', by: 'lee@example.com', at: START, reason: 'no website' },
    { outcome: 'approved', by: 'kim@example.com', at: START + DAY, reason: 'there is one' },
  ]);
  expect((await findContact(p, contact))?.enrolments[0]).toMatchObject({
    status: 'approved',
    approvedAt: START + DAY,
    rejectedReason: null,
  });
  const decided = (await factsOf(p, contact)).filter(({ type }) => type === 'approval-decided');
  expect(decided.map(({ data }) => data)).toMatchObject([
    { outcome: 'rejected', entry: 1 },
    {
      outcome: 'approved',
      entry: 1,
      by: 'kim@example.com',
      reason: 'there is one',
      changes: [
        { field: 'status', before: 'rejected', after: 'approved' },
        { field: 'approvedAt', before: null, after: START + DAY },
        { field: 'rejectedReason', before: 'no website', after: null },
      ],
    },
  ]);
});

test('an approval reversed: sales earn nothing from then on; and back again', async () => {
  const { p } = await company();
  const contact = await approvedPartner(p, 'ada@example.com');
  const sell = (id: string) =>
    recordSale(p, { id, partner: { contactId: contact }, amount: 100, currency: 'USD' });
  await decideApproval(p, { contact, ...reject, reopen: true });
  expect(await sell('s-1')).toMatchObject({ commission: 0 });
  await decideApproval(p, { contact, ...approve, reopen: true });
  expect(await sell('s-2')).toMatchObject({ commission: 2_000 });
  const [row] = (await decidedApprovals(p, ['managers'], {}, all)).approvals;
  expect(row?.decisions.map(({ outcome }) => outcome)).toEqual(['approved', 'rejected', 'approved']);
});

test('without reopen, and for the same outcome, nothing changes', async () => {
  const { p } = await company();
  const contact = await approvedPartner(p, 'ada@example.com');
  const before = await factsOf(p, contact);
  expect(await decideApproval(p, { contact, ...reject })).toMatchObject({ status: 'already-decided' });
  expect(await decideApproval(p, { contact, ...approve, by: 'lee@example.com', reopen: true })).toMatchObject(
    {
      status: 'already-decided',
      outcome: 'approved',
      by: 'kim@example.com',
    },
  );
  expect(await factsOf(p, contact)).toEqual(before);
});

test('what nobody decided in time can be approved after all', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await ask(p, contact);
  const key = { contactId: contact, map: 'welcome', entry: 1 };
  await transact(p.db, (trx) => expireQuestion(p, trx, 'approvals', key));
  expect(await decideApproval(p, { contact, ...approve, reopen: true })).toMatchObject({
    status: 'decided',
    reversed: { outcome: 'expired' },
  });
  expect((await findContact(p, contact))?.enrolments[0]?.status).toBe('approved');
});

test('an open question is decided first; a reversal needs none', async () => {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await ask(p, contact, 'welcome', 1);
  await decideApproval(p, { contact, ...reject });
  clock.now += DAY;
  await ask(p, contact, 'welcome', 5);
  expect(await decideApproval(p, { contact, ...approve, reopen: true })).not.toHaveProperty('reversed');
  const rows = (await decidedApprovals(p, ['managers'], {}, all)).approvals;
  expect(rows.map(({ entry, decisions }) => [entry, decisions.length])).toEqual([
    [5, 1],
    [1, 1],
  ]);
});

test('on several maps the one that is meant has to be named; another approval upholds the status', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await ask(p, contact, 'welcome', 1);
  await ask(p, contact, 'agencies', 2);
  await decideApproval(p, { contact, map: 'welcome', ...approve });
  await decideApproval(p, { contact, map: 'agencies', ...approve });
  expect(await decideApproval(p, { contact, ...reject, reopen: true })).toMatchObject({
    status: 'ambiguous',
    maps: ['agencies', 'welcome'],
    message: expect.stringContaining('There is a decision to reverse on several maps'),
  });
  await decideApproval(p, { contact, map: 'agencies', ...reject, reopen: true });
  expect((await findContact(p, contact))?.enrolments[0]?.status).toBe('approved');
  await decideApproval(p, { contact, ...reject, reopen: true });
  expect((await findContact(p, contact))?.enrolments[0]?.status).toBe('rejected');
});

test('a suspension stays', async () => {
  const { p, db } = await company();
  const contact = await approvedPartner(p, 'ada@example.com');
  await db.updateTable('enrolments').set({ status: 'suspended' }).execute();
  await decideApproval(p, { contact, ...reject, reopen: true });
  await decideApproval(p, { contact, ...approve, reopen: true });
  expect((await findContact(p, contact))?.enrolments[0]?.status).toBe('suspended');
});

test('of two people who reverse at once through two processes, one does', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await company(location), await company(location)];
  const contact = await approvedPartner(one.p, 'ada@example.com');
  const results = await Promise.all([
    decideApproval(one.p, { contact, ...reject, reopen: true }),
    decideApproval(two.p, { contact, ...reject, by: 'max@example.com', reopen: true }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['already-decided', 'decided']);
});

test('there is nothing to reverse where nothing was asked', async () => {
  const { p } = await company();
  const contact = await signUp(p, 'ada@example.com');
  expect(await decideApproval(p, { contact, ...approve, reopen: true })).toMatchObject({
    status: 'nothing-pending',
  });
});
