import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { bringPartners, bringSales, isSound } from './importing.ts';
import { DAY, payday } from './payday.ts';
import { START } from './partner-company.ts';

test('what is payable is paid, once: what is on hold, or too little, stays', async () => {
  const { p, clock, adaId, sell, pay, states } = await payday();
  await sell('s-1', 100);
  await sell('b-1', 49.95, 'bob');
  clock.now += 20 * DAY;
  await sell('s-2', 50);
  clock.now = Date.parse('2026-02-05T09:00Z') - 1;
  expect(await pay('too-early')).toEqual({
    status: 'nothing',
    heldBack: { belowThreshold: 0, notApproved: 0 },
  });
  clock.now += 1;
  expect(await states()).toEqual({ onHold: 1_000, payable: 2_999, paid: 0, reversed: 0 });
  expect(await pay('january')).toEqual({
    status: 'made',
    heldBack: { belowThreshold: 1, notApproved: 0 },
    payout: {
      batch: 'january',
      program: 'main',
      at: clock.now,
      by: 'kim@example.com',
      partners: [
        {
          contactId: adaId,
          email: 'ada@example.com',
          firstName: null,
          lastName: null,
          referralCode: expect.any(String),
          commissions: 2_000,
          reversals: 0,
          amount: 2_000,
          lines: [
            {
              entry: 'sale',
              source: 'webhook',
              id: 's-1',
              sale: 's-1',
              product: null,
              amount: 10_000,
              commission: 2_000,
              at: START,
            },
          ],
        },
      ],
    },
  });
  expect(await pay('again')).toMatchObject({ status: 'nothing' });
  expect(await states(adaId)).toEqual({ onHold: 1_000, payable: 0, paid: 2_000, reversed: 0 });
  expect(await isSound(p)).toEqual([]);
});

test('the same batch again is the same payout, whatever has happened since', async () => {
  const { clock, sell, pay } = await payday();
  await sell('s-1', 100);
  clock.now += 40 * DAY;
  const made = await pay('one');
  await sell('s-2', 100);
  clock.now += 40 * DAY;
  expect(await pay('one', { by: 'lee@example.com' })).toEqual({
    ...made,
    status: 'repeated',
    heldBack: { belowThreshold: 0, notApproved: 0 },
  });
  const japan = { ...(await payday()).p.settings().programs['japan'] } as PartnerProgram;
  expect(await pay('one', { program: japan })).toMatchObject({ status: 'refused', code: 'other-batch' });
});

test('two at once pay everything once', async () => {
  const { db, clock, sell, pay } = await payday();
  for (let count = 0; count < 5; count += 1) await sell(`s-${count}`, 100);
  clock.now += 40 * DAY;
  const results = await Promise.all(['one', 'two', 'one', 'two'].map((batch) => pay(batch)));
  expect(results.map(({ status }) => status).sort()).toEqual(['made', 'nothing', 'nothing', 'repeated']);
  const rows = await db.selectFrom('ledger').select('payout').distinct().execute();
  expect(rows).toHaveLength(1);
});

test('a dry run says the same and changes nothing', async () => {
  const { db, clock, sell, pay } = await payday();
  await sell('s-1', 100);
  clock.now += 40 * DAY;
  const rehearsed = await pay('one', { dryRun: true });
  expect(await db.selectFrom('payouts').selectAll().execute()).toEqual([]);
  expect(await pay('one')).toEqual(rehearsed);
});

describe('refunds', () => {
  test('before the payout lower it', async () => {
    const { p, clock, sell, pay } = await payday();
    await sell('s-1', 100);
    await sell('s-2', 100);
    await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 25 });
    await recordRefund(p, { id: 'r-2', sale: 's-2' });
    clock.now += 40 * DAY;
    const partners = [{ commissions: 4_000, reversals: -2_500, amount: 1_500 }];
    expect(await pay('one')).toMatchObject({ payout: { partners } });
  });

  test('after the payout come as a negative line of the next one', async () => {
    const { p, clock, adaId, sell, pay, states } = await payday();
    await sell('s-1', 100);
    clock.now += 40 * DAY;
    await pay('one');
    await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 60 });
    expect(await states(adaId)).toEqual({ onHold: 0, payable: -1_200, paid: 2_000, reversed: 1_200 });
    // Nobody is asked for money: what they owe waits for what they earn.
    expect(await pay('two')).toEqual({ status: 'nothing', heldBack: { belowThreshold: 1, notApproved: 0 } });
    await sell('s-2', 200);
    clock.now += 40 * DAY;
    expect(await pay('two')).toMatchObject({
      payout: {
        partners: [
          {
            commissions: 4_000,
            reversals: -1_200,
            amount: 2_800,
            lines: [
              { entry: 'refund', id: 'r-1', sale: 's-1', amount: -6_000, commission: -1_200 },
              { entry: 'sale', id: 's-2', commission: 4_000 },
            ],
          },
        ],
      },
    });
    expect(await states(adaId)).toEqual({ onHold: 0, payable: 0, paid: 4_800, reversed: 1_200 });
    expect(await isSound(p)).toEqual([]);
  });
});

test('the second tier is paid with the sale that it was earned with', async () => {
  const { p, db, clock, adaId, bobId, sell, pay } = await payday({
    commission: { holdFor: { months: 1 }, secondTierBasisPoints: 1_000 },
  });
  await db.updateTable('enrolments').set({ recruited_by: adaId }).where('contact_id', '=', bobId).execute();
  await sell('b-1', 100, 'bob');
  clock.now += 40 * DAY;
  const result = await pay('one');
  const paid = 'payout' in result ? result.payout.partners : [];
  expect(new Map(paid.map(({ contactId, amount, lines }) => [contactId, [amount, lines[0]?.entry]]))).toEqual(
    new Map([
      [adaId, [1_000, 'second-tier']],
      [bobId, [2_000, 'sale']],
    ]),
  );
  expect(await isSound(p)).toEqual([]);
});

test('who is suspended is paid after they are reinstated', async () => {
  const { p, clock, adaId, sell, pay } = await payday();
  await sell('s-1', 100);
  clock.now += 40 * DAY;
  await changeSuspension(p, { contact: adaId, to: 'suspended', by: 'kim@example.com' });
  expect(await pay('one')).toEqual({ status: 'nothing', heldBack: { belowThreshold: 0, notApproved: 1 } });
  await changeSuspension(p, { contact: adaId, to: 'approved', by: 'kim@example.com' });
  expect(await pay('one')).toMatchObject({ status: 'made' });
});

test('without a threshold the smallest amount is paid, and the calendar of the program counts', async () => {
  const { clock, sell, pay } = await payday({
    payoutThreshold: 0,
    timeZone: 'America/New_York',
    commission: { holdFor: { months: 1 } },
  });
  clock.now = Date.parse('2026-02-28T12:00-05:00');
  await sell('s-1', 0.05);
  // A day later than by UTC, and an hour earlier on the clock of the world: summer time has begun.
  clock.now = Date.parse('2026-03-28T12:00-04:00') - 1;
  expect(await pay('one')).toMatchObject({ status: 'nothing' });
  clock.now += 1;
  expect(await pay('one')).toMatchObject({ status: 'made', payout: { partners: [{ amount: 1 }] } });
});

test('what another system has paid is not paid again, and taken back like all else', async () => {
  const { p, clock, sell, pay, states } = await payday();
  await bringPartners(p, [{ email: 'carl@example.com' }]);
  const old = { email: 'carl@example.com', amount: '100', at: '2025-01-05' };
  const program = p.settings().programs['main'] as PartnerProgram;
  const { refused } = await bringSales(
    p,
    [
      { ...old, id: 'old-1', paid: 'yes' },
      { ...old, id: 'old-2', paid: 'no' },
      { ...old, id: 'old-3', paid: 'perhaps' },
    ],
    { program },
  );
  expect(refused).toEqual([{ line: 4, reason: 'paid: write yes or no.' }]);
  expect(await states()).toEqual({ onHold: 0, payable: 2_000, paid: 2_000, reversed: 0 });
  await recordRefund(p, { id: 'r-1', source: 'import', sale: 'old-1', amount: 50 });
  await sell('s-1', 100);
  clock.now += 40 * DAY;
  const result = await pay('one');
  const paid = 'payout' in result ? result.payout.partners.map(({ amount }) => amount) : [];
  expect(paid.sort((a, b) => a - b)).toEqual([1_000, 2_000]);
  expect(await isSound(p)).toEqual([]);
});

const damages: [string, string, RegExp][] = [
  ['a row of another program', `update payouts set program = 'japan'`, /“s-1” is in the payout “one”/],
  [
    'a reversal without its sale',
    `update ledger set payout = null where external_id = 's-1'`,
    /^the refund “r-1” was settled/,
  ],
  [
    'less than nothing was paid',
    `update ledger set payout = null where external_id like 's-%'`,
    /^the payout “one” comes to nothing or less/,
  ],
];

test.each(damages)('found by verify: %s', async (_name, statement, message) => {
  const { p, db, clock, sell, pay } = await payday();
  await sell('s-1', 100);
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 10 });
  clock.now += 40 * DAY;
  await pay('one');
  await sql.raw(statement).execute(db);
  const { findings } = await verifyLedger(p, { released: [p.settings()], program: 'main' });
  expect(findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
});
