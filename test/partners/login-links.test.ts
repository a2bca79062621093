import { expect, test } from 'vitest';
import { isSignedIn } from '../../src/partners/devices.ts';
import { closeLogins, consumeLogin, openLogin, peekLogin } from '../../src/partners/login-links.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, company, factsOf, START } from './partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const DAY = 86_400_000;

function open(p: Partners, contactId: string, entry = 2) {
  const login = {
    contactId,
    origin: { map: 'welcome', step: 'partner-login', entry },
    program: 'main',
    validFor: { days: 3 },
  };
  return transact(p.db, (trx) => openLogin(p, trx, login));
}

const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? '';

test('a link opens once, and the run learns of it', async () => {
  const { p, clock } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const link = await open(p, id);
  expect(link.url).toMatch(/^https:\/\/partners\.acme\.example\/login\/[\w-]{43}$/);
  expect(link.expiresAt).toBe(START + 3 * DAY);
  expect(await peekLogin(p, tokenOf(link))).toBe('valid');
  expect(await peekLogin(p, tokenOf(link))).toBe('valid');
  clock.now += 1_000;
  expect(await consumeLogin(p, tokenOf(link))).toEqual({
    status: 'opened',
    contactId: id,
    program: 'main',
    map: 'welcome',
    entry: 2,
  });
  expect(await consumeLogin(p, tokenOf(link))).toEqual({ status: 'used' });
  expect(await peekLogin(p, tokenOf(link))).toBe('used');
  expect((await findContact(p, id))?.enrolments[0]?.lastLoginAt).toBe(START + 1_000);
  const logins = (await factsOf(p, id)).filter((fact) => fact.type === 'login-used');
  expect(logins.map((fact) => fact.data)).toEqual([
    { program: 'main', changes: [{ field: 'lastLoginAt', before: null, after: START + 1_000 }] },
  ]);
});

test('of many attempts at once through two processes, one opens', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await company(location), await company(location)];
  const id = await approvedPartner(one.p, 'ada@example.com');
  const token = tokenOf(await open(one.p, id));
  const attempts = Array.from({ length: 20 }, (_, i) => consumeLogin([one.p, two.p][i % 2] ?? one.p, token));
  const statuses = (await Promise.all(attempts)).map((result) => result.status);
  expect(statuses.filter((status) => status === 'opened')).toHaveLength(1);
  expect(statuses.filter((status) => status === 'used')).toHaveLength(19);
});

test('a repeated attempt yields the same link, with its time anew; a used link stays used', async () => {
  const { p, clock } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const first = await open(p, id);
  clock.now += 4 * DAY;
  expect(await peekLogin(p, tokenOf(first))).toBe('expired');
  const second = await open(p, id);
  expect(second).toEqual({ url: first.url, expiresAt: START + 7 * DAY });
  expect(await consumeLogin(p, tokenOf(second))).toMatchObject({ status: 'opened' });
  await open(p, id);
  expect(await peekLogin(p, tokenOf(first))).toBe('used');
});

test('an expired link does not open, to the millisecond', async () => {
  const { p, clock } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const token = tokenOf(await open(p, id));
  clock.now = START + 3 * DAY;
  expect(await consumeLogin(p, token)).toEqual({ status: 'expired' });
  clock.now -= 1;
  expect(await consumeLogin(p, token)).toMatchObject({ status: 'opened' });
});

test.each(['', 'nonsense', 'x'.repeat(10_000)])('a token nobody issued is unknown (%#)', async (token) => {
  const { p } = await company();
  expect(await peekLogin(p, token)).toBe('unknown');
  expect(await consumeLogin(p, token)).toEqual({ status: 'unknown' });
});

test('each place has a link of its own, and the database holds none of them', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const links = [await open(p, id, 2), await open(p, id, 3)];
  expect(new Set(links.map(tokenOf)).size).toBe(2);
  const rows = JSON.stringify(await db.selectFrom('logins').selectAll().execute());
  for (const link of links) expect(rows).not.toContain(tokenOf(link));
});

test('another secret makes another link, and the old one is gone', async () => {
  const { p } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const old = await open(p, id);
  const fresh = await open({ ...p, secret: 'another' }, id);
  expect(await peekLogin(p, tokenOf(old))).toBe('unknown');
  expect(await peekLogin(p, tokenOf(fresh))).toBe('valid');
});

test('closing takes links and sessions of the program that were granted before, and no later ones', async () => {
  const { p, clock } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const close = (before: number, program = 'main') =>
    transact(p.db, (trx) => closeLogins(p, trx, { contactId: id, program, before }));
  const isOpen = (entry: number) => isSignedIn(p, { contactId: id, map: 'welcome', entry });
  const used = tokenOf(await open(p, id, 2));
  const unused = tokenOf(await open(p, id, 3));
  await consumeLogin(p, used);
  await close(5, 'japan');
  expect([await isOpen(2), await peekLogin(p, unused)]).toEqual([true, 'valid']);

  await close(5);
  expect([await isOpen(2), await peekLogin(p, used), await peekLogin(p, unused)]).toEqual([
    false,
    'closed',
    'closed',
  ]);
  expect(await consumeLogin(p, unused)).toEqual({ status: 'closed' });
  const later = tokenOf(await open(p, id, 6));
  clock.now += DAY;
  await close(5);
  expect(await consumeLogin(p, later)).toMatchObject({ status: 'opened', entry: 6 });
  expect([await isOpen(6), await isOpen(99)]).toEqual([true, false]);
});
