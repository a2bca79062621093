import { expect, test } from 'vitest';
import { requestApproval } from '../../src/partners/approvals.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { signUp } from '../partners/partner-company.ts';
import { startedProject } from './project.ts';
import { transact } from '../../src/storage/transact.ts';

test('a decision is reversed only with --reopen, which says what it reversed', async () => {
  const { run, p, db } = await startedProject();
  const contactId = await signUp(p, 'ada@example.com');
  const origin = { map: 'welcome', step: 'review', entry: 1 };
  const request = { contactId, origin, program: 'main', team: 'managers' };
  await transact(db, (trx) => requestApproval(p, trx, request));
  await run(['reject', contactId, '--by', 'lee@example.com', '--reason', 'No website']);

  const refused = await run(['approve', contactId, '--by', 'kim@example.com']);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(
    /already decided: rejected by lee@example\.com on .*\nTo reverse it, recorded, add --reopen\.\n$/,
  );

  const reopened = await run(['approve', contactId, '--by', 'kim@example.com', '--reopen']);
  expect(reopened.code).toBe(0);
  expect(reopened.out).toMatch(/^Approved: contact .*\nThis reverses: rejected by lee@example\.com on /);
  expect((await findContact(p, contactId))?.enrolments[0]?.status).toBe('approved');

  const again = await run(['reject', contactId, '--by', 'lee@example.com', '--reopen', '--json']);
  expect(JSON.parse(again.out)).toMatchObject({
    status: 'decided',
    outcome: 'rejected',
    reversed: { outcome: 'approved', by: 'kim@example.com', at: expect.stringMatching(/Z$/) },
  });
  const same = await run(['reject', contactId, '--reopen', '--json']);
  expect([same.code, JSON.parse(same.out)]).toMatchObject([0, { status: 'already-decided' }]);
});
