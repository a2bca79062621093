import { describe, expect, test } from 'vitest';
import { requestApproval } from '../../src/partners/approvals.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { requestTask } from '../../src/partners/tasks.ts';
import { signUp } from '../partners/partner-company.ts';
import { startedProject } from './project.ts';
import type { Run } from './project.ts';
import { transact } from '../../src/storage/transact.ts';

/** A project in which Ada has applied, and her application waits for a decision. */
async function applied() {
  const project = await startedProject();
  const contactId = await signUp(project.p, 'ada@example.com');
  const request = {
    contactId,
    origin: { map: 'welcome', step: 'review', entry: 1 },
    program: 'main',
    team: 'managers',
  };
  await transact(project.db, (trx) => requestApproval(project.p, trx, request));
  const mapwright = async (line: string): Promise<Run> => project.run(line.split(' '));
  const json = async (line: string): Promise<unknown> => {
    const { code, out } = await mapwright(`${line} --json`);
    return { exitCode: code, ...(JSON.parse(out) as object) };
  };
  return { ...project, contactId, mapwright, json };
}

describe('approve and reject', () => {
  test('approve by address: recorded with who, and the run learns of it', async () => {
    const { mapwright, p, db, contactId } = await applied();
    const { code, out } = await mapwright('approve Ada@Example.com --by kim@example.com');
    expect(code).toBe(0);
    expect(out).toBe(`Approved: contact ${contactId}, partner program main, by kim@example.com.\n`);
    expect((await findContact(p, contactId))?.enrolments[0]?.status).toBe('approved');
    const events = await db
      .selectFrom('outbox')
      .select('type')
      .where('type', '=', 'approval-decided')
      .execute();
    expect(events).toHaveLength(1);
  });

  test('deciding twice says by whom and when; only another decision fails', async () => {
    const { json, contactId } = await applied();
    await json(`approve ${contactId} --by kim@example.com`);
    const decided = {
      status: 'already-decided',
      outcome: 'approved',
      by: 'kim@example.com',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      message: expect.stringMatching(/already decided: approved by kim@example.com on/),
    };
    expect(await json(`approve ${contactId}`)).toMatchObject({ exitCode: 0, ...decided });
    expect(await json(`reject ${contactId}`)).toMatchObject({ exitCode: 1, ...decided });
  });

  test('reject with a reason; without --by it is the user of this machine', async () => {
    const { run, p, contactId } = await applied();
    const { code, out } = await run(['reject', contactId, '--reason', 'No website', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'decided',
      outcome: 'rejected',
      by: expect.stringMatching(/\(command line\)$/),
    });
    expect((await findContact(p, contactId))?.enrolments[0]).toMatchObject({
      status: 'rejected',
      rejectedReason: 'No website',
    });
  });

  test('somebody unknown, and a map on which nothing waits', async () => {
    const { json } = await applied();
    expect(await json('approve bob@example.com')).toMatchObject({ exitCode: 1, status: 'unknown-contact' });
    expect(await json('approve ada@example.com --map other')).toMatchObject({
      exitCode: 1,
      status: 'nothing-pending',
    });
  });
});

describe('sale and refund', () => {
  test('a sale: minted id, program’s currency, commission', async () => {
    const { mapwright, json, contactId } = await applied();
    await mapwright('approve ada@example.com');
    expect(await json('sale ada@example.com 1100.00')).toEqual({
      exitCode: 0,
      id: expect.stringMatching(/^sale-[0-9a-f-]{36}$/),
      status: 'recorded',
      contactId,
      program: 'main',
      amount: '1100.00',
      commission: '220.00',
      currency: 'USD',
    });
    const { out } = await mapwright(
      `sale ${contactId} 5 --id s-1 --kind recurring --product kit --at 2026-01-05T10:00:00+01:00`,
    );
    expect(out).toBe(`Recorded sale s-1: 5.00 USD for contact ${contactId} in main, commission 1.00 USD.\n`);
  });

  test('the same id again counts once; with another amount it is a conflict', async () => {
    const { json } = await applied();
    expect(await json('sale ada@example.com 5 --id s-1')).toMatchObject({ exitCode: 0, status: 'recorded' });
    expect(await json('sale ada@example.com 5 --id s-1')).toMatchObject({ exitCode: 0, status: 'duplicate' });
    expect(await json('sale ada@example.com 6 --id s-1')).toMatchObject({ exitCode: 1, status: 'conflict' });
  });

  test.each([
    ['sale ada@example.com -5', 'negative'],
    ['sale ada@example.com 5.001', 'too-precise'],
    ['sale ada@example.com five', 'bad-amount'],
    ['sale ada@example.com 5 --currency EUR', 'wrong-currency'],
    ['sale bob@example.com 5', 'unknown-partner'],
    ['sale ada@example.com 5 --program other', 'unknown-program'],
    ['refund s-9', 'unknown-sale'],
  ])('%s is refused: %s', async (line, code) => {
    const { mapwright } = await applied();
    const { code: exitCode, out, err } = await mapwright(`${line} --format json`);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({ status: 'refused', code });
  });

  test('an id that two systems use needs the source, which the command line can name', async () => {
    const { json, mapwright } = await applied();
    for (const source of ['shop', 'app'])
      expect(await json(`sale ada@example.com 5 --id s-1 --source ${source}`)).toMatchObject({ exitCode: 0 });
    expect((await mapwright('refund s-1')).out).toContain('of the sources app, shop. Send the refund with');
    expect(await json('refund s-1 2 --source app')).toMatchObject({ exitCode: 0, amount: '2.00' });
    expect(await json('refund s-1 5 --source app')).toMatchObject({ exitCode: 1, code: 'more-than-sale' });
    expect(await json('refund s-1 5 --source shop')).toMatchObject({ exitCode: 0, full: true });
  });

  test('a refund in part, of the rest, and of more than is left', async () => {
    const { json } = await applied();
    await json('sale ada@example.com 100 --id s-1');
    expect(await json('refund s-1 40 --id r-1')).toMatchObject({
      exitCode: 0,
      id: 'r-1',
      amount: '40.00',
      full: false,
    });
    expect(await json('refund s-1 40 --id r-1')).toMatchObject({ exitCode: 0, status: 'duplicate' });
    expect(await json('refund s-1 70')).toMatchObject({ exitCode: 1, status: 'refused' });
    expect(await json('refund s-1')).toMatchObject({
      exitCode: 0,
      amount: '60.00',
      currency: 'USD',
      full: true,
    });
  });

  test('a new total: the difference, who stated it, and none that is older', async () => {
    const { mapwright, json, db, contactId } = await applied();
    await json('sale ada@example.com 100 --id s-1');
    const at = '--at 2026-01-05T09:00:00Z';
    const { out } = await mapwright(`correct ada@example.com 5100 --id t-1 --by kim@example.com ${at}`);
    expect(out).toBe(
      `Recorded correction t-1: total sales 5100.00 USD (difference 5000.00) for contact ${contactId} in main.\n`,
    );
    const fact = await db
      .selectFrom('outbox')
      .select('data')
      .where('event_id', '=', 't-1')
      .executeTakeFirst();
    expect(fact?.data).toContain('kim@example.com');
    expect(await json('correct ada@example.com 90')).toMatchObject({
      exitCode: 0,
      id: expect.stringMatching(/^correction-/),
      total: '90.00',
      difference: '-5010.00',
      currency: 'USD',
    });
    const older = { exitCode: 1, status: 'refused', code: 'out-of-order' };
    expect(await json(`correct ada@example.com 80 --id t-2 ${at}`)).toMatchObject(older);
    const again = `correct ada@example.com 5100 --id t-1 ${at}`;
    expect(await json(again)).toMatchObject({ exitCode: 0, status: 'duplicate' });
    expect(await json('correct ada@example.com -1')).toMatchObject({ exitCode: 1, code: 'negative' });
  });
});

describe('ledger verify', () => {
  test('a sound ledger, and one that somebody has changed', async () => {
    const { mapwright, json, db, contactId } = await applied();
    await json('sale ada@example.com 100 --id s-1');
    expect(await mapwright('ledger verify')).toMatchObject({
      code: 0,
      out: 'The ledger is sound: 1 membership and 1 row were looked at.\n',
    });
    await db.updateTable('ledger').set({ amount: 9_000 }).execute();
    const { code, out } = await mapwright('ledger verify --program main');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${contactId} in main: the sale “s-1” was told with another amount or commission than the row has`,
      `${contactId} in main: totalSales is 90.00 USD by the rows, and 100.00 USD as it was told and is kept`,
      '2 findings in 1 membership and 1 row. Nothing was changed; see docs/operations.md.',
      '',
    ]);
    expect(await json('ledger verify')).toMatchObject({ exitCode: 1, ok: false, rows: 1 });
    expect(await json('ledger verify --program mian')).toMatchObject({ code: 'unknown-program' });
  });
});

describe('task', () => {
  test('an outcome ends the task; the same again is nothing to do, another one fails', async () => {
    const { json, db, p, contactId } = await applied();
    const origin = { map: 'welcome', step: 'call', entry: 2 };
    const given = {
      contactId,
      origin,
      team: 'managers',
      title: 'Call them',
      outcomes: ['done', 'no-answer'],
    };
    await transact(db, (trx) => requestTask(p, trx, given));
    expect(await json('task ada@example.com maybe')).toMatchObject({
      exitCode: 1,
      status: 'unknown-outcome',
    });
    expect(await json('task ada@example.com done --step call --by kim@example.com')).toMatchObject({
      exitCode: 0,
      status: 'done',
      by: 'kim@example.com',
      title: 'Call them',
    });
    expect(await json('task ada@example.com done')).toMatchObject({ exitCode: 0, status: 'already-done' });
    expect(await json('task ada@example.com no-answer')).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/ended before: done by kim@example.com/),
    });
  });
});

describe('event', () => {
  test('data is checked; the same id again counts once', async () => {
    const { run } = await applied();
    const event = async (...more: string[]) => {
      const { code, out } = await run(['event', 'ada@example.com', 'training-finished', ...more, '--json']);
      return { exitCode: code, ...(JSON.parse(out) as object) };
    };
    const minted = await event('--data', '{"course":"basics"}');
    expect(minted).toMatchObject({ exitCode: 0, status: 'recorded', id: expect.stringMatching(/^event-/) });
    expect(await event('--id', 'e-1')).toMatchObject({ exitCode: 0, status: 'recorded' });
    expect(await event('--id', 'e-1')).toMatchObject({ exitCode: 0, status: 'duplicate' });
    expect(await event('--data', '{"score":"A"}')).toMatchObject({ exitCode: 1, code: 'bad-event-data' });
  });
});
