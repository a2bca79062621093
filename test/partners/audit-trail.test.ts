import { expect, test } from 'vitest';
import { actByHand } from '../../src/partners/act-by-hand.ts';
import { auditTrail, type ActFilter } from '../../src/partners/audit-trail.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { ask, company, signUp } from './partner-company.ts';

/** Everything that people can do, a minute between each; then a thousandfold sale that nobody of the team made. */
async function aBusyDay() {
  const { p, clock } = await company();
  const [ada, grace] = [await signUp(p, 'ada@example.com'), await signUp(p, 'grace@example.com')];
  await ask(p, ada);
  await ask(p, grace);
  const then = () => void (clock.now += 60_000);
  const kim = { by: 'kim@example.com', via: 'console' } as const;
  await decideApproval(p, {
    contact: ada,
    outcome: 'rejected',
    reason: 'says "by":"eve@example.com"',
    ...kim,
  });
  then();
  await decideApproval(p, {
    contact: ada,
    outcome: 'approved',
    by: 'lee@example.com',
    reopen: true,
    via: 'command-line',
  });
  then();
  await decideApproval(p, { contact: grace, outcome: 'approved', by: 'rule' });
  then();
  await changeSuspension(p, { contact: ada, to: 'suspended', reason: 'Spam', ...kim });
  then();
  await actByHand(p, { contact: ada, action: 'pause', by: 'root (command line)', via: 'command-line' });
  await recordSale(p, { id: 's-1', partner: { contactId: ada }, amount: 1, currency: 'USD' });
  const correction = { id: 'c-1', partner: { contactId: ada }, total: '51.00', currency: 'USD' };
  await recordCorrection(p, correction, { by: 'kim_x@example.com' });
  const trail = async (filter: ActFilter) =>
    (await auditTrail(p, filter, { limit: 10 })).acts.map(
      ({ type, data, isReversal }) =>
        `${type} ${data.by}${isReversal ? ' again' : ''}${data.via ? ` ${data.via}` : ''}`,
    );
  return { p, clock, ada, grace, trail };
}

const WHOLE = [
  'totals-corrected kim_x@example.com',
  'paused root (command line) command-line',
  'contact-changed kim@example.com console',
  'approval-decided rule',
  'approval-decided lee@example.com again command-line',
  'approval-decided kim@example.com console',
];

test('what people did, the latest first, and nothing else', async () => {
  const { trail } = await aBusyDay();
  expect(await trail({})).toEqual(WHOLE);
});

test('it is narrowed by who, what, when and about whom', async () => {
  const { trail, clock, ada, grace } = await aBusyDay();
  expect(await trail({ by: 'KIM@' })).toEqual([WHOLE[2], WHOLE[5]]);
  expect(await trail({ by: 'kim' })).toEqual([WHOLE[0], WHOLE[2], WHOLE[5]]);
  // A reason that quotes somebody is not by them, and signs of the pattern mean themselves.
  for (const by of ['eve', '%', 'kim%', 'im@', '"', '\\', "' or 1=1 --"])
    expect(await trail({ by })).toEqual([]);
  expect(await trail({ by: 'kim_' })).toEqual([WHOLE[0]]);
  expect(await trail({ by: 'root (' })).toEqual([WHOLE[1]]);
  expect(await trail({ kind: 'decision' })).toEqual(WHOLE.slice(3));
  expect(await trail({ kind: 'status' })).toEqual([WHOLE[2]]);
  expect(await trail({ kind: 'map' })).toEqual([WHOLE[1]]);
  expect(await trail({ kind: 'task' })).toEqual([]);
  expect(await trail({ since: clock.now - 60_000 })).toEqual(WHOLE.slice(0, 3));
  expect(await trail({ contactId: grace })).toEqual([WHOLE[3]]);
  expect(await trail({ contactId: ada, by: 'kim@', kind: 'decision' })).toEqual([WHOLE[5]]);
});

test('part by part each act comes once', async () => {
  const { p } = await aBusyDay();
  const parts: number[][] = [];
  let after: number | undefined;
  do {
    const { acts, next } = await auditTrail(p, {}, { after, limit: 4 });
    parts.push(acts.map(({ id }) => id));
    after = next;
  } while (after !== undefined);
  expect(parts.map(({ length }) => length)).toEqual([4, 2]);
  expect(new Set(parts.flat()).size).toBe(6);
});
