import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Partners } from '../../src/partners/partners.ts';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import type { Database } from '../../src/storage/schema.ts';
import { isPostgres } from '../../src/storage/transact.ts';
import { approvedPartner, company, signUp } from './partner-company.ts';

const ada = { email: 'ada@example.com' };

/** Ada has a sale that is half refunded, one that is wholly refunded, and a correction; Bob has sold in Japan. */
async function soundCompany() {
  const { p, db } = await company();
  const adaId = await approvedPartner(p, ada.email);
  const bobId = await approvedPartner(p, 'bob@example.com', 'japan');
  await recordSale(p, { id: 's-1', partner: ada, amount: 400, currency: 'USD' });
  await recordSale(p, { id: 's-2', partner: ada, amount: 100, currency: 'USD', kind: 'recurring' });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: '133.33' });
  await recordRefund(p, { id: 'r-2', sale: 's-2' });
  await recordCorrection(
    p,
    { id: 't-1', partner: ada, total: 900, currency: 'USD' },
    { by: 'kim@example.com' },
  );
  await recordSale(p, { id: 'j-1', partner: { contactId: bobId }, amount: 5000, currency: 'JPY' });
  return { p, db, adaId, bobId };
}

function verify(p: Partners, program?: string) {
  return verifyLedger(p, { released: [p.settings()], ...(program === undefined ? {} : { program }) });
}

/** Does to a database what no part of the program does. */
async function corrupt(db: Kysely<Database>, statement: string): Promise<void> {
  // Both let nobody break a reference unless they are told to look away.
  const lookAway = isPostgres(db) ? `set session_replication_role = replica` : `pragma foreign_keys = off`;
  const lookAgain = isPostgres(db) ? `set session_replication_role = origin` : `pragma foreign_keys = on`;
  await db.connection().execute(async (connection) => {
    for (const one of [lookAway, statement, lookAgain]) await sql.raw(one).execute(connection);
  });
}

test('what the program wrote is sound, of one partner program and of all', async () => {
  const { p } = await soundCompany();
  expect(await verify(p)).toEqual({ partners: 2, rows: 6, findings: [] });
  expect(await verify(p, 'japan')).toEqual({ partners: 1, rows: 1, findings: [] });
});

const damages: [name: string, statement: string, findings: [check: string, message: RegExp][]][] = [
  [
    'an amount is rewritten',
    `update ledger set amount = 50000 where external_id = 's-1'`,
    [
      ['sale', /“s-1” of 500\.00 USD lost 26\.66 USD of its commission by refunds, .* is 21\.33 USD$/],
      ['event', /^the sale “s-1” was told with another amount/],
      ['totals', /^totalSales is 1000\.00 USD by the rows, and 900\.00 USD as it was told and is kept$/],
    ],
  ],
  [
    'refunds of more than the sale',
    `update ledger set amount = -40001 where external_id = 'r-1'`,
    [
      ['sale', /“s-1” of 400\.00 USD has refunds of 400\.01 USD$/],
      ['sale', /“s-1” .* lost 26\.66 USD of its commission by refunds, which by the rules is 80\.00 USD$/],
      ['event', /^the refund “r-1”/],
      ['totals', /^totalSales is 633\.32 USD/],
      ['totals', /^numberOfSales is 0 by the rows, and 1 as it was told and is kept$/],
    ],
  ],
  [
    'a commission of more than the sale',
    `update ledger set commission = 10001 where external_id = 's-2'`,
    [
      ['sale', /“s-2” of 100\.00 USD has a commission of 100\.01 USD$/],
      ['sale', /“s-2” .* lost 20\.00 USD of its commission by refunds, which by the rules is 100\.01 USD$/],
      ['event', /^the sale “s-2”/],
      ['totals', /^totalCommission is/],
    ],
  ],
  [
    'a refund that gives',
    `update ledger set amount = 0 where external_id = 'r-2'`,
    [
      ['sale', /^the refund “r-2” gives something/],
      ['sale', /“s-2” .* which by the rules is 0\.00 USD$/],
      ['event', /^the refund “r-2”/],
      ['totals', /^totalSales/],
    ],
  ],
  [
    'a correction that earns',
    `update ledger set commission = 1 where external_id = 't-1'`,
    [
      ['sale', /^the correction “t-1” earns a commission$/],
      ['payout', /^payable is 0\.01 USD by the rows, and 0\.00 USD as it is kept$/],
      ['totals', /^totalCommission/],
    ],
  ],
  [
    'a row is deleted',
    `delete from ledger where external_id = 't-1'`,
    [
      ['orphan', /^the fact totals-corrected “t-1” tells of a row that is not in the ledger$/],
      ['totals', /^totalSales is 266\.67 USD by the rows, and 900\.00 USD as it was told and is kept$/],
    ],
  ],
  [
    'a sale with refunds is deleted',
    `delete from ledger where external_id = 's-2'`,
    [
      ['orphan', /^the refund “r-2” is of a sale “s-2” that is not there$/],
      ['orphan', /^a commission is on hold for a sale “s-2” that is not there$/],
      ['orphan', /^the fact sale-recorded “s-2”/],
      ['totals', /^totalSales/],
      ['totals', /^totalCommission/],
    ],
  ],
  [
    'a fact is deleted',
    `delete from outbox where event_id = 's-2'`,
    [
      ['sequence', /^the last fact has the number 7 by the contact's row, but there are 6 facts, numbered/],
      ['event', /^the sale “s-2” was never told/],
      ['totals', /^the fact number 5 does not go on from the totalSales that was told before it$/],
      ['totals', /^the fact number 5 does not go on from the totalCommission/],
    ],
  ],
  [
    'the number of the last fact is lost',
    `update contacts set sequence = 3 where email = 'ada@example.com'`,
    [['sequence', /has the number 3 by the contact's row, but there are 7 facts, numbered from 1 to 7$/]],
  ],
  [
    'the totals that are kept',
    `update enrolments set total_sales = 1, last_sale_at = null where program = 'main'`,
    [
      ['totals', /^totalSales is 900\.00 USD by the rows, and 0\.01 USD as it is kept$/],
      ['totals', /^lastSaleAt is 20[-0-9T:.]+Z by the rows, and nothing as it is kept$/],
    ],
  ],
  [
    'what is payable is rewritten',
    `update enrolments set payable = 4000 where program = 'main'`,
    [['payout', /^payable is 0\.00 USD by the rows, and 40\.00 USD as it is kept$/]],
  ],
  [
    'that it is enough for a payout was not told',
    `update enrolments set payout_ready = 1 where program = 'main'`,
    [['totals', /^payoutReady is true by the rows, and false as it was told$/]],
  ],
  [
    'somebody was never approved',
    `update enrolments set approved_at = null where program = 'main'`,
    [
      ['sale', /“s-1” .* has a commission, and its partner was never approved$/],
      ['sale', /“s-2”/],
    ],
  ],
];

test.each(damages)('found: %s', async (_name, statement, findings) => {
  const { p, db, adaId } = await soundCompany();
  await corrupt(db, statement);
  const report = await verify(p);
  expect(report.findings).toEqual(
    findings.map(([check, message]) =>
      expect.objectContaining({ check, contactId: adaId, message: expect.stringMatching(message) }),
    ),
  );
  expect(JSON.stringify(report)).not.toContain('@');
  // What is wrong with Ada is no business of another program.
  expect((await verify(p, 'japan')).findings).toEqual([]);
});

describe('references that the database itself guards', () => {
  test('a membership that is gone takes its rows along', async () => {
    const { p, db, bobId } = await soundCompany();
    await corrupt(db, `delete from enrolments where program = 'japan'`);
    expect((await verify(p)).findings).toEqual([
      {
        check: 'orphan',
        contactId: bobId,
        program: 'japan',
        message: 'the sale “j-1” belongs to nobody in this partner program',
      },
    ]);
  });

  test('a contact who is gone', async () => {
    const { p, db } = await soundCompany();
    const eveId = await signUp(p, 'eve@example.com');
    await corrupt(db, `delete from contacts where id = '${eveId}'`);
    expect((await verify(p)).findings).toEqual([
      expect.objectContaining({ contactId: eveId, message: expect.stringContaining('a contact who is not') }),
    ]);
  });

  test('a refund that is charged to somebody else', async () => {
    const { p, db, bobId } = await soundCompany();
    await corrupt(
      db,
      `update ledger set contact_id = '${bobId}', program = 'japan' where external_id = 'r-2'`,
    );
    const { findings } = await verify(p);
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/“s-2” .* has a refund that is charged to somebody else$/),
    );
  });
});

describe('currency', () => {
  test('a program that has had another one', async () => {
    const { p } = await soundCompany();
    const [settings, earlier] = [p.settings(), structuredClone(p.settings())];
    if (earlier.programs['main']) earlier.programs['main'].currency = { code: 'EUR', digits: 2 };
    const { findings } = await verifyLedger(p, { released: [settings, earlier] });
    expect(findings).toEqual([
      {
        check: 'currency',
        program: 'main',
        message: expect.stringMatching(/^the currency is USD, .* had EUR/),
      },
    ]);
    expect((await verifyLedger(p, { released: [earlier], program: 'japan' })).findings).toEqual([]);
  });

  test('a program that is gone', async () => {
    const { p } = await soundCompany();
    const { japan: _, ...programs } = p.settings().programs;
    const without = { ...p, settings: () => ({ ...p.settings(), programs }) };
    expect((await verify(without)).findings).toEqual([
      { check: 'currency', program: 'japan', message: expect.stringContaining('is unknown') },
    ]);
  });
});
