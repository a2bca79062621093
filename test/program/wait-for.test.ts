import { describe, expect, it } from 'vitest';
import type { WaitForStep, Step } from '../../src/program/step-types.ts';
import { DAY, dollars, door, email, end, HOUR, mapOf, path, releases, submitted } from './builders.ts';
import { Player } from './player.ts';

function waitFor(settings: Partial<WaitForStep>): Step {
  const on = { type: 'sale-recorded' } as const;
  return { kind: 'waitFor', id: 'first-sale', on, otherwise: null, next: null, ...settings };
}

/** Waits for a sale, then `thanks`; `reminder` is the path of who does not sell. */
function player(settings: Partial<WaitForStep> = {}): Player {
  const steps = [
    ...path(waitFor(settings), email('thanks', {}, ['sale.id']), end('home')),
    ...path(email('reminder'), end('reminded')),
  ];
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'first-sale')], steps });
  return new Player(releases({ r1: [map] }));
}

describe('waitFor', () => {
  it('goes on with the event, which the mails behind it may use', () => {
    const play = player().hear(submitted());
    expect(play.stands()).toEqual(['first-sale']);
    expect(play.sale(10, { id: 's-7' }).stands()).toEqual(['home']);
    expect(play.values(0)).toEqual({ 'sale.id': 's-7' });
  });

  it('does not go on with an event that is not the one', () => {
    const where = 'event.sale.amount >= 100';
    const play = player({ on: { type: 'sale-recorded', where } }).hear(submitted());
    expect(play.sale(99).stands()).toEqual(['first-sale']);
    expect(play.sale(100).stands()).toEqual(['home']);
  });

  it('does not count what happened before arrival', () => {
    expect(player().sale(10).hear(submitted()).stands()).toEqual(['first-sale']);
  });

  it.each([
    ['hours', { ms: HOUR }, HOUR],
    ['days, by the calendar', { days: 2 }, 2 * DAY],
  ])('gives up after %s', (_what, atMost, ms) => {
    const play = player({ atMost, otherwise: 'reminder' }).hear(submitted());
    expect(play.pass(ms - 1).mails()).toEqual([]);
    expect(play.pass(1).mails()).toEqual(['reminder']);
    expect(play.sale(10).stands()).toEqual(['reminded']);
  });

  it('goes on at the next step when an empty otherwise is due', () => {
    expect(
      player({ atMost: { ms: HOUR } })
        .hear(submitted())
        .pass(HOUR)
        .mails(),
    ).toEqual(['thanks']);
  });

  it.each<[string, number, boolean]>([
    ['equals', 500, true],
    ['equals', 400, false],
    ['above', 499, true],
    ['above', 500, false],
    ['below', 501, true],
    ['below', 500, false],
    ['crosses', 500, true],
    ['crosses', 501, false],
    ['crossesDown', 501, true],
    ['crossesDown', 500, false],
  ])('asks on arrival whether %s %d holds already: %s', (op, value, holds) => {
    const test = { op: op as 'equals', value: dollars(value) };
    const on = { type: 'field-updated', field: 'totalSales', test } as const;
    const play = player({ on }).sale(500).hear(submitted());
    expect(play.stands()).toEqual([holds ? 'home' : 'first-sale']);
  });
});
