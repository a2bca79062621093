import { expect, test } from 'vitest';
import {
  consumeConsoleLink,
  mintConsoleLink,
  peekConsoleLink,
  requestConsoleLink,
} from '../../src/partners/console-links.ts';
import { teamsOf } from '../../src/partners/teams.ts';
import { company } from './partner-company.ts';

const MINUTE = 60_000;

function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

test('a link opens once, for whom it was made', async () => {
  const { p } = await company();
  const url = await mintConsoleLink(p, 'Kim <Kim@Example.com>');
  expect(url).toMatch(/^https:\/\/partners\.acme\.example\/console\/sign-in\/[\w-]{43}$/);
  const token = tokenOf(url);
  expect(await peekConsoleLink(p, token)).toBe('valid');
  expect(await peekConsoleLink(p, token)).toBe('valid');
  const results = await Promise.all([consumeConsoleLink(p, token), consumeConsoleLink(p, token)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['opened', 'used']);
  expect(results).toContainEqual({ status: 'opened', address: 'kim@example.com' });
  expect(await peekConsoleLink(p, token)).toBe('used');
});

test('it works for 15 minutes, and its token is nowhere in the database', async () => {
  const { p, db, clock } = await company();
  const token = tokenOf(await mintConsoleLink(p, 'kim@example.com'));
  expect(JSON.stringify(await db.selectFrom('console_links').selectAll().execute())).not.toContain(token);
  clock.now += 15 * MINUTE - 1;
  expect(await peekConsoleLink(p, token)).toBe('valid');
  clock.now += 1;
  expect(await peekConsoleLink(p, token)).toBe('expired');
  expect(await consumeConsoleLink(p, token)).toEqual({ status: 'expired' });
});

test.each(['', 'unknown', '../x', '__proto__'])('“%s” is no token', async (token) => {
  const { p } = await company();
  expect(await peekConsoleLink(p, token)).toBe('unknown');
  expect(await consumeConsoleLink(p, token)).toEqual({ status: 'unknown' });
});

test('only people of a team get one, and at most three open ones each', async () => {
  const { p, clock } = await company();
  expect(await requestConsoleLink(p, 'eve@example.com')).toBeUndefined();
  await expect(mintConsoleLink(p, 'eve@example.com')).rejects.toThrow('belongs to no team');
  const links = [];
  for (let i = 0; i < 4; i += 1) links.push(await requestConsoleLink(p, 'kim@example.com'));
  expect(links.map((link) => link !== undefined)).toEqual([true, true, true, false]);
  expect(new Set(links).size).toBe(4);
  await consumeConsoleLink(p, tokenOf(links[0] ?? ''));
  expect(await requestConsoleLink(p, 'kim@example.com')).toBeDefined();
  clock.now += 15 * MINUTE;
  expect(await requestConsoleLink(p, 'kim@example.com')).toBeDefined();
});

test('teams are those of the current release; names beside addresses and letter case do not matter', () => {
  const teams = {
    managers: ['Kim Lee <KIM@example.com>', 'lee@example.com'],
    agencies: ['kim@example.com'],
    others: ['kim@example.com.evil.example'],
  };
  const settings = () => ({ programs: {}, sending: { from: '', postalAddress: '', teams } });
  expect(teamsOf({ settings }, 'Kim@Example.com ')).toEqual(['agencies', 'managers']);
  expect(teamsOf({ settings }, 'eve@example.com')).toEqual([]);
});
