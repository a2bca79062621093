import { expect, test } from 'vitest';
import { closeLogins, consumeLogin, openLogin } from '../../src/partners/login-links.ts';
import { openPrograms } from '../../src/partners/open-programs.ts';
import { transact } from '../../src/storage/transact.ts';
import { approvedPartner, company } from './partner-company.ts';

test('a program is open from the first use of a login until a map closes it, and again from the next one on', async () => {
  const { p } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const other = await approvedPartner(p, 'grace@example.com');
  const use = async (program: string, entry: number, before: string[]): Promise<void> => {
    const origin = { map: 'welcome', step: 'login', entry };
    const login = { contactId, origin, program, validFor: { days: 3 } };
    const { url } = await transact(p.db, (trx) => openLogin(p, trx, login));
    expect(await openPrograms(p, contactId)).toEqual(before);
    await consumeLogin(p, url.split('/').at(-1) ?? '');
  };
  await use('main', 1, []);
  await use('japan', 2, ['main']);
  expect(await openPrograms(p, contactId)).toEqual(['japan', 'main']);
  expect(await openPrograms(p, other)).toEqual([]);
  await transact(p.db, (trx) => closeLogins(p, trx, { contactId, program: 'japan', before: 3 }));
  expect(await openPrograms(p, contactId)).toEqual(['main']);
  await use('japan', 4, ['main']);
  await use('japan', 5, ['japan', 'main']);
  expect(await openPrograms(p, contactId)).toEqual(['japan', 'main']);
});
