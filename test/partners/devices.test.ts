import { expect, test } from 'vitest';
import { devicesOf, isSignedIn, signOutDevice, signOutOthers } from '../../src/partners/devices.ts';
import { closeLogins, consumeLogin, openLogin, peekLogin } from '../../src/partners/login-links.ts';
import { transact } from '../../src/storage/transact.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ada, who signs in by a link of each entry on a device of that name, an hour after the one before. */
async function ada() {
  const { p, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const link = async (entry: number, program = 'main') => {
    const origin = { map: 'welcome', step: 'login', entry };
    const login = { contactId, origin, program, validFor: { days: 3 } };
    const { url } = await transact(p.db, (trx) => openLogin(p, trx, login));
    return url.split('/').at(-1) ?? '';
  };
  const signIn = async (entry: number, device: string, program?: string) => {
    clock.now += HOUR;
    await consumeLogin(p, await link(entry, program), device);
  };
  const key = (entry: number) => ({ contactId, map: 'welcome', entry });
  const names = async (since = START) => (await devicesOf(p, { contactId, since })).map(({ name }) => name);
  return { p, clock, contactId, link, signIn, key, names };
}

test('a device is there from its sign-in on, whichever program it was to, the one that was used last first', async () => {
  const { p, clock, contactId, link, signIn, key, names } = await ada();
  await link(9);
  await signIn(2, 'phone');
  await signIn(3, 'desk');
  await signIn(4, 'elsewhere', 'japan');
  expect(await devicesOf(p, { contactId, since: START })).toEqual([
    { map: 'welcome', entry: 4, name: 'elsewhere', signedInAt: START + 3 * HOUR, seenAt: START + 3 * HOUR },
    { map: 'welcome', entry: 3, name: 'desk', signedInAt: START + 2 * HOUR, seenAt: START + 2 * HOUR },
    { map: 'welcome', entry: 2, name: 'phone', signedInAt: START + HOUR, seenAt: START + HOUR },
  ]);
  clock.now = START + DAY;
  expect(await isSignedIn(p, key(2))).toBe(true);
  expect(await names()).toEqual(['phone', 'elsewhere', 'desk']);
  expect(await names(START + 2 * HOUR)).toEqual(['elsewhere', 'desk']);
});

test('that it is used is written once an hour', async () => {
  const { p, clock, contactId, signIn, key } = await ada();
  await signIn(2, 'phone');
  const seenAt = async () => {
    await isSignedIn(p, key(2));
    return (await devicesOf(p, { contactId, since: START }))[0]?.seenAt;
  };
  clock.now += HOUR - 1;
  expect(await seenAt()).toBe(START + HOUR);
  clock.now += 1;
  expect(await seenAt()).toBe(START + 2 * HOUR);
});

test('a device that is signed out stays out, and nothing else is', async () => {
  const { p, signIn, key, names } = await ada();
  for (const [entry, name] of [
    [2, 'phone'],
    [3, 'desk'],
  ] as const)
    await signIn(entry, name);
  await signOutDevice(p, key(2));
  expect([await isSignedIn(p, key(2)), await isSignedIn(p, key(3)), await names()]).toEqual([
    false,
    true,
    ['desk'],
  ]);
  await signOutDevice(p, { ...key(3), contactId: await approvedPartner(p, 'grace@example.com') });
  expect(await isSignedIn(p, key(3))).toBe(true);
});

test('all others: of all programs, and a link that was not used yet still works', async () => {
  const { p, contactId, link, signIn, key } = await ada();
  const unused = await link(9);
  for (const [entry, name] of [
    [2, 'phone'],
    [3, 'desk'],
    [4, 'tablet'],
  ] as const)
    await signIn(entry, name);
  await signIn(5, 'elsewhere', 'japan');
  await signOutOthers(p, { contactId, map: 'welcome', entry: 3 });
  const open = await Promise.all([2, 3, 4, 5].map((entry) => isSignedIn(p, key(entry))));
  expect(open).toEqual([false, true, false, false]);
  expect(await peekLogin(p, unused)).toBe('valid');
});

test('nobody is signed in by a link that was not used, nor where a map has closed the login', async () => {
  const { p, contactId, link, signIn, key, names } = await ada();
  await link(9);
  await signIn(2, 'phone');
  expect([await isSignedIn(p, key(9)), await isSignedIn(p, key(77))]).toEqual([false, false]);
  await transact(p.db, (trx) => closeLogins(p, trx, { contactId, program: 'main', before: 5 }));
  expect([await isSignedIn(p, key(2)), await names()]).toEqual([false, []]);
});
