import { expect, it } from 'vitest';
import { email, end, path, webhook } from '../program/builders.ts';
import { mails, play, simpleMap } from './stage.ts';

it('a webhook of a scenario is answered well', async () => {
  const map = simpleMap(
    ...path(webhook('tell-crm', { success: 'welcome', failure: 'declined' }), end('home')),
    email('welcome', { next: 'home' }),
    email('declined', { next: 'home' }),
  );
  const report = await play({ programs: [map], timeline: [{ submit: 'sign-up' }] });
  expect(mails(report)).toEqual(['welcome 2026-01-05T09:00Z']);
});
