import { describe, expect, test } from 'vitest';
import type { MilestoneSet } from '../../src/program/program.ts';
import type { Sale } from '../../src/program/events.ts';
import {
  type Fact,
  dollars,
  door,
  email,
  end,
  mapOf,
  milestones,
  path,
  releases,
  submitted,
} from './builders.ts';
import { Player } from './player.ts';

const SIGN_UP = { type: 'form-submitted', form: 'sign-up' } as const;

/** A map that would say something about nearly everything. */
function player(settings: Partial<MilestoneSet> = {}): Player {
  const sold = door('sold', { type: 'sale-recorded' }, 'thanks');
  const changed = door('changed', { type: 'field-updated', field: 'status' }, 'thanks');
  const map = mapOf({
    triggers: [door('in', SIGN_UP, 'active'), sold, changed],
    milestones: [milestones([1_000, 5_000], 'passed', settings)],
    steps: [...path(end('active')), email('thanks'), email('passed')],
  });
  return new Player(releases({ r1: [map] }));
}

const at = Date.UTC(2025, 0, 5);

function imported(before: number, after: number): Fact {
  const change = { field: 'totalSales', before: dollars(before), after: dollars(after) };
  const sale: Sale = { id: 's-1', amount: dollars(after - before), kind: 'first', at };
  return { type: 'imported', data: { sale, changes: [change] } };
}

describe('what was imported', () => {
  test('changes the total and sets nothing going', () => {
    const told = player().hear(submitted()).hear(imported(0, 900));
    expect([told.stands(), told.mails()]).toEqual([['active'], []]);
    expect(told.state.enrolments['main']?.['totalSales']).toBe(dollars(900));
  });

  test.each(['silent', 'send'] as const)(
    'counts as reached for who stands on the map, also with `backfill: %s`',
    (backfill) => {
      const told = player({ backfill }).hear(submitted()).hear(imported(0, 2_000));
      expect([told.mails(), told.reached()]).toEqual([[], [1_000]]);
    },
  );

  test('the next threshold is reached by a sale as ever', () => {
    const told = player().hear(submitted()).hear(imported(0, 4_999));
    told.fields['totalSales'] = dollars(4_999);
    expect(told.sale(1).mails()).toContain('passed');
    expect(told.reached()).toEqual([1_000, 5_000]);
  });

  test('a new status opens no door', () => {
    const change = { field: 'status', before: null, after: 'approved' };
    const told = player().hear({ type: 'imported', data: { changes: [change] } });
    expect([told.stands(), told.mails()]).toEqual([[], []]);
  });

  test('before they are put on the map, what they have follows `backfill` there', () => {
    const put = { type: 'added', data: { map: 'm', by: 'kim@example.com', at: 'active' } } as const;
    expect(player().hear(imported(0, 2_000)).hear(put).mails()).toEqual([]);
    expect(player({ backfill: 'send' }).hear(imported(0, 2_000)).hear(put).mails()).toEqual(['passed']);
  });
});

describe('what was payable before anybody watched', () => {
  const change = { field: 'payoutReady', before: false, after: true };
  const ready = { type: 'field-updated', field: 'payoutReady', test: { op: 'equals', value: true } } as const;
  const map = mapOf({
    fields: { payoutReady: 'boolean' },
    triggers: [door('in', SIGN_UP, 'active'), door('ready', ready, 'thanks', { ifOnMap: 'add-again' })],
    steps: [...path(end('active')), email('thanks')],
  });

  test.each([true, undefined])('changes the field; silent: %s', (silent) => {
    const data = { changes: [change], ...(silent ? { silent } : {}) };
    const told = new Player(releases({ r1: [map] }))
      .hear(submitted())
      .hear({ type: 'payout-ready-changed', data });
    expect(told.state.enrolments['main']?.['payoutReady']).toBe(true);
    expect(told.mails()).toEqual(silent ? [] : ['thanks']);
  });
});
