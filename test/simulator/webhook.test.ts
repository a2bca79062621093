import { expect, it } from 'vitest';
import { email, end, path, webhook } from '../program/builders.ts';
import { mails, play, simpleMap } from './stage.ts';

const MAP = simpleMap(
  ...path(webhook('tell-crm', { success: 'welcome', failure: 'notice' }), end('home')),
  email('welcome', { next: 'home' }),
  email('notice', { next: 'home' }),
);

it.each([
  ['well, where the scenario does not say', undefined, 'welcome 2026-01-05T09:00Z'],
  ['well', 204, 'welcome 2026-01-05T09:00Z'],
  ['with a refusal', 404, 'notice 2026-01-05T09:00Z'],
] as const)('a webhook of a scenario is answered %s', async (_how, status, mail) => {
  const answers = status === undefined ? {} : { answers: { 'tell-crm': { status } } };
  const report = await play({ programs: [MAP], timeline: [{ submit: 'sign-up' }], ...answers });
  expect(mails(report)).toEqual([mail]);
});
