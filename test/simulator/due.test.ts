import { describe, expect, it } from 'vitest';
import type { DateMatch, Program } from '../../src/program/program.ts';
import { door, email, end, mapOf } from '../program/builders.ts';
import { ADA, mails, ofKind, play, SETTINGS, welcomeMap } from './stage.ts';

const PARTNER = [{ submit: 'sign-up' }, { approve: { by: 'kim@example.com' } }];
const FIELDS = { approvedAt: 'instant', contractEnds: 'date' } as const;

describe('commission-payable', () => {
  const payable = mapOf({
    map: 'pay',
    triggers: [
      door('payable', { type: 'commission-payable', where: 'event.commission.amount >= 1' }, 'thanks', {
        ifOnMap: 'add-again',
      }),
    ],
    steps: [email('thanks', {}, ['commission.amount', 'contact.totalSales'])],
  });
  const settings = {
    ...SETTINGS,
    programs: { main: { ...SETTINGS.programs['main'], commission: { holdFor: { days: 30 } } } },
  } as typeof SETTINGS;
  const programs = [welcomeMap(), payable];
  const map = ['m', 'pay'];

  it('comes at the end of the holding period, with what refunds have left', async () => {
    const report = await play({
      programs,
      settings,
      map,
      timeline: [
        ...PARTNER,
        { after: '1 day', sale: { id: 's-1', amount: 100 } },
        { after: '1 day', sale: { id: 's-2', amount: 50 } },
        { after: '1 day', refund: { sale: 's-1', amount: 25 } },
        { refund: { sale: 's-2' } },
        { after: '60 days' },
      ],
    });
    expect(mails(report).slice(3)).toEqual(['thanks 2026-02-05T09:00Z']);
    expect(ofKind(report, 'email').at(-1)?.subject).toBe('You earned $15.00');
  });

  it('comes at once for a sale that is recorded late, and not twice', async () => {
    const report = await play({
      programs,
      settings,
      map,
      timeline: [
        ...PARTNER,
        { after: '90 days', sale: { id: 's-1', amount: 100, at: '2026-01-06T09:00:00Z' } },
        { after: '90 days' },
        { redeliver: 1 },
        { after: '1 day' },
      ],
    });
    expect(mails(report).slice(3)).toEqual(['thanks 2026-04-05T09:00Z']);
  });
});

describe('date-reached', () => {
  const dated = (date: Omit<DateMatch, 'door'>, scope: 'anyone' | 'on-map'): Program =>
    mapOf({
      map: 'care',
      fields: FIELDS,
      triggers: [
        door('in', { type: 'approval-decided' }, 'waits', { ifOnMap: 'ignore' }),
        door('due', { type: 'date-reached', date: { door: 'trigger/due', ...date } }, 'notice', {
          scope,
          ifOnMap: 'add-again',
        }),
      ],
      steps: [end('waits'), email('notice')],
    });
  const contact = { ...ADA, contractEnds: '2026-03-31' };
  const played = async (date: Omit<DateMatch, 'door'>, scope: 'anyone' | 'on-map') => {
    const programs = [welcomeMap(), dated(date, scope)];
    const timeline = [...PARTNER, { after: '3 years' }];
    const report = await play({ programs, contact, map: ['m', 'care'], timeline });
    return mails(report).filter((mail) => mail.startsWith('notice'));
  };

  it.each(['anyone', 'on-map'] as const)('comes by the clock of the contact: scope %s', async (scope) => {
    const on = { field: 'contractEnds' };
    expect(await played({ on, offset: { sign: -1, days: 1 }, at: '09:00' }, scope)).toEqual([
      'notice 2026-03-30T08:00Z',
    ]);
  });

  it.each(['anyone', 'on-map'] as const)('comes every year: scope %s', async (scope) => {
    expect(await played({ on: { field: 'approvedAt' }, at: '09:00', every: 'year' }, scope)).toEqual([
      'notice 2027-01-05T09:00Z',
      'notice 2028-01-05T09:00Z',
      'notice 2029-01-05T09:00Z',
    ]);
  });

  it('is nothing to somebody who is not known yet', async () => {
    const report = await play({
      programs: [dated({ on: { date: '2026-01-10' }, at: '09:00' }, 'anyone')],
      map: 'care',
      timeline: [{ after: '10 days', submit: 'sign-up' }, { after: '10 days' }],
    });
    expect(mails(report)).toEqual([]);
  });
});
