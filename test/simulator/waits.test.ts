import { expect, it } from 'vitest';
import type { WaitStep } from '../../src/program/step-types.ts';
import { email, path } from '../program/builders.ts';
import { ADA, mails, play, simpleMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const NEW_YORKER = { ...ADA, timeZone: 'America/New_York' };

function waiting(until: Omit<WaitStep, 'id' | 'kind' | 'next'>) {
  return [simpleMap(...path({ id: 'w', kind: 'wait', next: null, ...until }, email('welcome')))];
}

it('waits by the clock of the contact', async () => {
  const programs = waiting({ for: { days: 1 }, at: '09:00' });
  const timeline = [SIGN_UP, { after: '7 days' }];
  expect(mails(await play({ programs, timeline }))).toEqual(['welcome 2026-01-06T09:00Z']);
  // 04:00 there on the fifth: the next nine o'clock a day later.
  expect(mails(await play({ programs, contact: NEW_YORKER, timeline }))).toEqual([
    'welcome 2026-01-06T14:00Z',
  ]);
});

it('goes on in working hours, on the other side of a change of clocks', async () => {
  const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', zone: 'contact' };
  const report = await play({
    programs: waiting({ for: { days: 1 }, window: office }),
    contact: NEW_YORKER,
    start: '2026-03-06T20:00:00Z',
    timeline: [SIGN_UP, { after: '7 days' }],
  });
  expect(mails(report)).toEqual(['welcome 2026-03-09T13:00Z']);
});

it('waits until a field is filled, and moves when an earlier sale comes to light', async () => {
  const report = await play({
    programs: waiting({ untilField: 'firstSaleAt', offset: { sign: 1, days: 10 } }),
    timeline: [
      SIGN_UP,
      { after: '30 days', sale: { id: 's-1', amount: 10 } },
      { after: '1 day', sale: { id: 's-2', amount: 10, at: '2026-02-01T12:00:00Z' } },
      { after: '60 days' },
    ],
  });
  expect(mails(report)).toEqual(['welcome 2026-02-11T12:00Z']);
});
