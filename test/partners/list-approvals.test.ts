import { expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import {
  countWaiting,
  decidedApprovals,
  waitingApprovals,
  type ApprovalFilter,
  type ApprovalList,
  type ApprovalPlace,
} from '../../src/partners/list-approvals.ts';
import { listPartners } from '../../src/partners/list-partners.ts';
import { ask, company, signUp, START } from './partner-company.ts';

const HOUR = 3_600_000;

/** Seven applicants: the first five asked at one instant; two of the seven for Japan; four are decided. */
async function applicants() {
  const { p, clock } = await company();
  const ids: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    if (i >= 5) clock.now += HOUR;
    const program = i % 3 === 2 ? 'japan' : 'main';
    const id = await signUp(p, `n${i}@example.com`, program);
    await ask(p, id, 'welcome', i + 1, program);
    ids.push(id);
  }
  clock.now += HOUR;
  for (const [index, outcome] of ['approved', 'rejected', 'approved', 'approved'].entries())
    await decideApproval(p, {
      contact: ids[index] ?? '',
      outcome: outcome as 'approved',
      by: 'kim@example.com',
    });
  return { p, ids };
}

/** The whole list, two at a time. */
async function inParts(
  part: (after: ApprovalPlace | undefined) => Promise<ApprovalList>,
): Promise<string[][]> {
  const parts: string[][] = [];
  let after: ApprovalPlace | undefined;
  do {
    const { approvals, next } = await part(after);
    parts.push(approvals.map(({ email }) => email));
    after = next;
  } while (after);
  return parts;
}

test('part by part every question comes once, also where all bear one instant', async () => {
  const { p } = await applicants();
  const limit = 2;
  const waiting = await inParts((after) => waitingApprovals(p, 'all', {}, { after, limit }));
  expect(waiting.map(({ length }) => length)).toEqual([2, 1]);
  expect(waiting.flat()).toEqual(['n4@example.com', 'n5@example.com', 'n6@example.com']);
  const decided = await inParts((after) => decidedApprovals(p, 'all', {}, { after, limit }));
  expect(decided.map(({ length }) => length)).toEqual([2, 2]);
  expect(decided.flat().sort()).toEqual([0, 1, 2, 3].map((i) => `n${i}@example.com`));
});

test('what is decided meanwhile neither hides anybody of the next part nor shows anybody twice', async () => {
  const { p, ids } = await applicants();
  const { next } = await waitingApprovals(p, 'all', {}, { limit: 1 });
  await decideApproval(p, { contact: ids[4] ?? '', outcome: 'approved', by: 'kim@example.com' });
  const { approvals } = await waitingApprovals(p, 'all', {}, { after: next, limit: 5 });
  expect(approvals.map(({ email }) => email)).toEqual(['n5@example.com', 'n6@example.com']);
});

test('each filter narrows, and together they narrow further', async () => {
  const { p } = await applicants();
  const found = async (filter: ApprovalFilter) => {
    const [waiting, decided] = [
      await waitingApprovals(p, 'all', filter, { limit: 10 }),
      await decidedApprovals(p, 'all', filter, { limit: 10 }),
    ];
    expect(await countWaiting(p, 'all', filter)).toBe(waiting.approvals.length);
    return [waiting, decided].map(({ approvals }) =>
      approvals
        .map(({ email }) => email.slice(0, 2))
        .sort()
        .join(),
    );
  };
  expect(await found({})).toEqual(['n4,n5,n6', 'n0,n1,n2,n3']);
  expect(await found({ program: 'japan' })).toEqual(['n5', 'n2']);
  expect(await found({ outcome: 'rejected' })).toEqual(['n4,n5,n6', 'n1']);
  expect(await found({ outcome: 'expired' })).toEqual(['n4,n5,n6', '']);
  expect(await found({ team: 'managers' })).toEqual(['n4,n5,n6', 'n0,n1,n2,n3']);
  expect(await found({ team: 'others' })).toEqual(['', '']);
  expect(await found({ askedSince: START + HOUR })).toEqual(['n5,n6', '']);
  expect(await found({ askedBefore: START + HOUR })).toEqual(['n4', 'n0,n1,n2,n3']);
  expect(await found({ search: 'n5' })).toEqual(['n5', '']);
  expect(await found({ search: 'n', program: 'japan', askedBefore: START + HOUR })).toEqual(['', 'n2']);
});

test('nobody’s lists reach beyond what their teams were asked', async () => {
  const { p } = await applicants();
  const limit = 10;
  for (const [reach, waiting, members] of [
    [['managers'], 3, 7],
    [['others', 'managers'], 3, 7],
    [['others'], 0, 0],
    [[], 0, 0],
    ['all', 3, 7],
  ] as const) {
    expect((await waitingApprovals(p, reach, {}, { limit })).approvals).toHaveLength(waiting);
    expect(await countWaiting(p, reach, {})).toBe(waiting);
    expect((await listPartners(p, reach, {}, { limit })).partners).toHaveLength(members);
  }
});

test('partners are listed by membership, who applied last first, and narrowed by program and status', async () => {
  const { p, ids } = await applicants();
  await signUp(p, 'n0@example.com', 'japan');
  const found = async (filter: Parameters<typeof listPartners>[2]) => {
    const { partners } = await listPartners(p, 'all', filter, { limit: 10 });
    return partners.map(({ email, program, status }) => `${email.slice(0, 2)} ${program} ${status}`);
  };
  expect((await found({})).slice(0, 3)).toEqual(['n0 japan applied', 'n6 main applied', 'n5 japan applied']);
  expect(await found({ status: 'rejected' })).toEqual(['n1 main rejected']);
  expect(await found({ status: 'approved', program: 'japan' })).toEqual(['n2 japan approved']);
  expect(await found({ search: 'n0' })).toEqual(['n0 japan applied', 'n0 main approved']);

  const all: string[] = [];
  let after: Parameters<typeof listPartners>[3]['after'];
  do {
    const { partners, next } = await listPartners(p, 'all', {}, { after, limit: 3 });
    all.push(...partners.map(({ contactId, program }) => `${contactId} ${program}`));
    after = next;
  } while (after);
  expect([all.length, new Set(all).size]).toEqual([8, 8]);
  expect(all).toContain(`${ids[0]} japan`);
});
