import { expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { readTotals } from './read-totals.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, ask, company, signUp } from './partner-company.ts';

test('sales, refunds and a decision side by side, through two processes: each was told what was so at its turn', async () => {
  const location = await temporaryLocation();
  const both = [(await company(location)).p, (await company(location)).p] as const;
  const [one] = both;
  const ada = await approvedPartner(one, 'ada@example.com');
  const bob = await signUp(one, 'bob@example.com');
  await ask(one, bob);
  const sell = (contactId: string, number: number) =>
    recordSale(both[number % 2] ?? one, {
      id: `${contactId}-${number}`,
      partner: { contactId },
      amount: '10.00',
      currency: 'USD',
    });
  await sell(ada, 0);
  const results = await Promise.all([
    ...Array.from({ length: 20 }, (_, number) => [sell(ada, number + 1), sell(bob, number)]).flat(),
    recordRefund(both[1], { id: 'r-1', sale: `${ada}-0`, amount: '4.00' }),
    recordRefund(both[0], { id: 'r-2', sale: `${ada}-0`, amount: '6.00' }),
    decideApproval(both[1], { contact: bob, outcome: 'approved', by: 'kim@example.com' }),
  ]);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['recorded', 'decided']));
  expect(await readTotals(one.db, ada, 'main')).toMatchObject({ totalSales: 20_000, numberOfSales: 20 });
  expect(await readTotals(one.db, bob, 'main')).toMatchObject({ totalSales: 20_000, numberOfSales: 20 });
  expect((await verifyLedger(one, { released: [one.settings()] })).findings).toEqual([]);
});
