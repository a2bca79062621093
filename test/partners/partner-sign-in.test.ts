import { expect, test } from 'vitest';
import { isSignedIn } from '../../src/partners/devices.ts';
import { closeLogins, consumeLogin, openLogin } from '../../src/partners/login-links.ts';
import { requestPartnerLinks } from '../../src/partners/partner-sign-in.ts';
import { recordBounce } from '../../src/email/suppressions.ts';
import { transact } from '../../src/storage/transact.ts';
import { bringPartners } from './importing.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const ADA = 'ada@example.com';
const tokenOf = (url = '') => url.split('/').at(-1) ?? '';

/** Ada, an approved partner, and a way to grant her the login by a map, and to revoke it. */
async function ada() {
  const { p, clock } = await company();
  const contactId = await approvedPartner(p, ADA);
  const grant = (entry: number) =>
    transact(p.db, (trx) =>
      openLogin(p, trx, {
        contactId,
        origin: { map: 'welcome', entry },
        program: 'main',
        validFor: { days: 3 },
      }),
    );
  const revoke = (before: number) =>
    transact(p.db, (trx) => closeLogins(p, trx, { contactId, program: 'main', before }));
  const ask = async (address = ADA) => (await requestPartnerLinks(p, address)).map(({ url }) => tokenOf(url));
  return { p, clock, contactId, grant, revoke, ask };
}

test('whoever was granted the login gets a link for each that was lost, and it opens once', async () => {
  const { p, clock, contactId, grant, ask } = await ada();
  expect(await ask()).toEqual([]);
  await grant(2);
  clock.now = START + 90 * 86_400_000;
  const [token = ''] = await ask(' ADA@example.com');
  const opened = await consumeLogin(p, token);
  expect(opened).toMatchObject({ status: 'opened', contactId, program: 'main' });
  expect(await consumeLogin(p, token)).toEqual({ status: 'used' });
  if (opened.status === 'opened') expect(await isSignedIn(p, opened)).toBe(true);
  expect(await requestPartnerLinks(p, ADA)).toMatchObject([
    { title: p.settings().programs['main']?.title, url: expect.stringMatching(/\/login\/[\w-]{43}$/) },
  ]);
});

test('a link works for 15 minutes, and three can be open at a time', async () => {
  const { p, clock, grant, ask } = await ada();
  await grant(2);
  const tokens = [...(await ask()), ...(await ask()), ...(await ask()), ...(await ask())];
  expect(new Set(tokens).size).toBe(3);
  clock.now += 15 * 60_000;
  expect(await consumeLogin(p, tokens[0] ?? '')).toEqual({ status: 'expired' });
  expect(await ask()).toHaveLength(1);
  expect(await p.db.selectFrom('logins').select('map').execute()).toHaveLength(2);
});

test('a map that revokes the login closes what was asked for, too, and only a new grant opens again', async () => {
  const { p, grant, revoke, ask } = await ada();
  await grant(2);
  const [used = '', unused = ''] = [...(await ask()), ...(await ask())];
  const opened = await consumeLogin(p, used);
  await revoke(5);
  expect(await consumeLogin(p, unused)).toEqual({ status: 'closed' });
  if (opened.status === 'opened') expect(await isSignedIn(p, opened)).toBe(false);
  expect(await ask()).toEqual([]);
  await grant(7);
  const [again = ''] = await ask();
  await revoke(5);
  expect(await consumeLogin(p, again)).toMatchObject({ status: 'opened' });
});

test('who was imported as a partner gets in without a mail of a map, until a map revokes it', async () => {
  const { p } = await company();
  await bringPartners(p, [{ email: ADA }, { email: 'bob@example.com', status: 'applied' }]);
  const ask = (address: string) => requestPartnerLinks(p, address);
  expect(await ask('bob@example.com')).toEqual([]);
  const [link] = await ask(ADA);
  const opened = await consumeLogin(p, tokenOf(link?.url));
  expect(opened).toMatchObject({ status: 'opened', program: 'main' });
  if (opened.status !== 'opened') return;
  await transact(p.db, (trx) => closeLogins(p, trx, { ...opened, before: 1 }));
  expect(await ask(ADA)).toEqual([]);
});

test('nobody is mailed whom we do not know, or whom no mail reaches', async () => {
  const { p, contactId, grant, ask } = await ada();
  await grant(2);
  expect(await ask('eve@example.com')).toEqual([]);
  await transact(p.db, (trx) =>
    recordBounce(trx, {
      contact: { id: contactId, email: ADA },
      eventId: 'b-1',
      email: '',
      addresses: [ADA],
      reason: '550',
      time: START,
      now: START,
    }),
  );
  expect(await ask()).toEqual([]);
});
