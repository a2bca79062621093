import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { approvedPartner } from '../partners/partner-company.ts';
import { startedProject } from './project.ts';

/** A project in which Ada has earned 20 dollars, of which a refund has taken back 5. */
async function payday() {
  const project = await startedProject();
  const adaId = await approvedPartner(project.p, 'ada@example.com');
  await project.db
    .updateTable('contacts')
    .set({ first_name: '=Ada', last_name: 'Lovelace, née Byron' })
    .execute();
  const partner = { contactId: adaId };
  await recordSale(project.p, { id: 's-1', partner, amount: 100, currency: 'USD', product: 'kit' });
  await recordRefund(project.p, { id: 'r-1', sale: 's-1', amount: 25 });
  const { referral_code: code } = await project.db
    .selectFrom('enrolments')
    .select('referral_code')
    .executeTakeFirstOrThrow();
  return { ...project, adaId, code, mapwright: (line: string) => project.run(line.split(' ')) };
}

test('export: a dry run, the payout in two files, and the same again', async () => {
  const { folder, adaId, code, mapwright } = await payday();
  const command =
    'payouts export --program main --batch jan --by kim@example.com --output pay.csv --lines lines.csv';
  const rehearsed = await mapwright(`${command} --dry-run`);
  expect(rehearsed).toMatchObject({
    code: 0,
    out: 'Would pay 15.00 USD to 1 partners of main. Nothing was changed.\n',
  });
  await expect(stat(join(folder, 'pay.csv'))).rejects.toThrow('ENOENT');

  const made = await mapwright(command);
  expect(made).toMatchObject({
    code: 0,
    out: 'Payout jan: 15.00 USD to 1 partners of main, marked as paid by kim@example.com.\n',
  });
  const partners = await readFile(join(folder, 'pay.csv'), 'utf8');
  expect(partners.split('\r\n')).toEqual([
    'batch,contactId,email,firstName,lastName,referralCode,commissions,reversals,amount,currency',
    `jan,${adaId},ada@example.com,'=Ada,"Lovelace, née Byron",${code},20.00,-5.00,15.00,USD`,
    '',
  ]);
  expect((await readFile(join(folder, 'lines.csv'), 'utf8')).split('\r\n')).toEqual([
    'batch,contactId,entry,source,id,sale,product,at,amount,commission,currency',
    `jan,${adaId},sale,webhook,s-1,s-1,kit,2026-01-05T09:00:00.000Z,100.00,20.00,USD`,
    `jan,${adaId},refund,webhook,r-1,s-1,kit,2026-01-05T09:00:00.000Z,-25.00,-5.00,USD`,
    '',
  ]);
  expect((await stat(join(folder, 'pay.csv'))).mode & 0o777).toBe(0o600);

  const again = await mapwright('payouts export --program main --batch jan');
  expect(again).toMatchObject({ code: 0, out: partners });
  expect(again.err).toMatch(
    /^Payout jan again: 15\.00 USD .* paid on .*Z by kim@example\.com\. Nothing was changed\.$/m,
  );
  const json = await mapwright('payouts export --program main --batch jan --json');
  expect(JSON.parse(json.out)).toMatchObject({
    status: 'repeated',
    batch: 'jan',
    currency: 'USD',
    partners: [
      { contactId: adaId, amount: '15.00', lines: [{ commission: '20.00' }, { commission: '-5.00' }] },
    ],
  });
});

test('export: nothing to pay, a program that is not there, a file that cannot be written', async () => {
  const { mapwright, adaId } = await payday();
  expect(await mapwright('payouts export --program mian')).toMatchObject({
    code: 1,
    out: expect.stringContaining('there is no partner program “mian”'),
  });
  const lost = await mapwright('payouts export --program main --batch jan --output nowhere/pay.csv');
  expect(lost.code).toBe(1);
  expect(lost.err).toContain('nowhere/pay.csv cannot be written: ENOENT');
  expect(lost.err).toContain('write it again with mapwright payouts export --program main --batch jan.');
  expect(await mapwright('payouts export --program main')).toMatchObject({
    code: 0,
    out: 'Nothing is to be paid out in main.\n',
  });
  const status = await mapwright(`payouts status ${adaId} --program main`);
  expect(status.out).toBe(
    ['on hold   0.00 USD', 'payable   0.00 USD', 'paid      15.00 USD', 'reversed  5.00 USD', ''].join('\n'),
  );
  expect(JSON.parse((await mapwright('payouts status --program main --json')).out)).toEqual({
    program: 'main',
    onHold: '0.00',
    payable: '0.00',
    paid: '15.00',
    reversed: '5.00',
    currency: 'USD',
  });
  expect(await mapwright('payouts status eve@example.com --program main')).toMatchObject({ code: 1 });
});
